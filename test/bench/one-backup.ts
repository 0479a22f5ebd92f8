import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSimulator, type Simulator } from '../device-simulator/index.ts';
import { startKeyring } from '../keyring/index.ts';
import { inTurn, measure, PROGRAM, type Measured } from './measure.ts';
import { figure, toMegabytes } from './report.ts';

const SEALED = { ROUTERKEEP_SECRETS: 'file', ROUTERKEEP_MASTER_KEY: 'a key for measuring' };
const ROUNDS = 9;

type Env = Readonly<Record<string, string>>;

/** `routerkeep backup` without the time the device itself takes, from `start` answered to finished answered. */
export async function benchOneBackup(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-bench-'));
  const device = await startSimulator({ profile: 'srm-strict' });
  const keyring = await startKeyring();
  try {
    if ('missing' in keyring) {
      process.stdout.write(`No keyring here (${keyring.missing}): measured with the sealed file instead.\n`);
    }
    const ring = 'missing' in keyring ? SEALED : envOf(keyring.env);
    await addTo(path.join(folder, 'ring'), device, ring);
    await addTo(path.join(folder, 'sealed'), device, SEALED);
    const [bare, withRing, withSealed] = await inTurn(ROUNDS, [
      () => measure(['-e', 'setTimeout(() => undefined, 30)']),
      () => backUp(path.join(folder, 'ring'), device, ring),
      () => backUp(path.join(folder, 'sealed'), device, SEALED),
    ]);
    const [shortest] = await inTurn(ROUNDS, [() => measure(['-e', '0'])]);
    if (!bare || !withRing || !withSealed || !shortest) throw new Error('nothing measured');
    figure('routerkeep backup without the device’s own time, against node -e 0', withRing.ms / shortest.ms, 'times', 8);
    figure(
      '  the sealed file instead of the keyring (scrypt), against node -e 0',
      withSealed.ms / shortest.ms,
      'times',
    );
    figure('  its peak memory beyond bare node', toMegabytes(withRing.peakBytes - bare.peakBytes), 'MB', 60);
  } finally {
    if (!('missing' in keyring)) await keyring.stop();
    await device.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function envOf(env: Readonly<Record<string, string | undefined>>): Env {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

async function addTo(home: string, device: Simulator, env: Env): Promise<void> {
  const args = ['--home', home, 'add', device.origin, '--user', device.user, '--name', 'Bench', '--no-backup'];
  const more = ['--password-stdin', '--fingerprint', device.fingerprint ?? '', '--vault', path.join(home, 'vault')];
  await measure([PROGRAM, ...args, ...more], { env, input: `${device.password}\n` });
}

async function backUp(home: string, device: Simulator, env: Env): Promise<Measured> {
  device.forget();
  const measured = await measure([PROGRAM, '--home', home, 'backup', 'Bench'], { env });
  const [span] = device.taskSpans;
  if (span === undefined) throw new Error('the device reports no task');
  return { ...measured, ms: measured.ms - (span.finishedAnsweredAt - span.startAnsweredAt) };
}
