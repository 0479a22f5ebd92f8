import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDesktop, type Desktop } from '../../desktop/index.ts';
import { startSimulator } from '../../device-simulator/index.ts';
import { measure, median, PROGRAM } from '../measure.ts';
import { figure } from '../report.ts';
import { BUILT, chooseElectron, type Chosen } from './choose.ts';
import { writeEmptyApplication } from './empty-application.ts';
import { memoryOf, processorTimeOf } from './process-tree.ts';
import { startProgram, type Program, type Started } from './run.ts';

const PAGE = path.resolve(import.meta.dirname, '../../../dist/page');
const STARTS = 5;
/** What a start leaves to be done afterwards. */
const SETTLE_MS = 8_000;
const MINUTE_MS = 60_000;

/** The window's program beside an empty Electron application, in one run. */
export async function benchElectron(): Promise<void> {
  figure('code of the page, compressed', (await pageBytes()) / 1000, 'kB', 220);
  const electron = chooseElectron();
  if ('missing' in electron) {
    skip(electron.missing);
    return;
  }
  const desktop = await startDesktop();
  if ('missing' in desktop) {
    skip(desktop.missing);
    return;
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-bench-'));
  try {
    await compare(await programs(electron, desktop, folder));
  } finally {
    await desktop.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function skip(reason: string): void {
  process.stdout.write(`Skipped what needs Electron (start, memory, idle minute): ${reason}\n`);
}

interface Pair {
  readonly empty: Program;
  readonly ours: Program;
}

/** Both programs, ours with one device that is backed up. */
async function programs(electron: Chosen, desktop: Desktop, folder: string): Promise<Pair> {
  const home = path.join(folder, 'home');
  const env = { ...desktop.env, ROUTERKEEP_HOME: home };
  const device = await startSimulator({ profile: 'srm-strict', behaviour: { taskPolls: 0 } });
  const about = ['add', device.origin, '--user', device.user, '--name', 'Office', '--password-stdin'];
  const trust = ['--fingerprint', device.fingerprint ?? '', '--vault', path.join(folder, 'vault')];
  await measure([PROGRAM, ...about, ...trust], { env, input: `${device.password}\n` });
  await device.close();
  const plain = path.join(folder, 'plain');
  await writeEmptyApplication(plain);
  const common = { executable: electron.executable, env };
  const start = async (application: string, name: string): Promise<readonly string[]> => [
    ...electron.switches,
    await electron.fit(application, path.join(folder, name)),
  ];
  return {
    empty: { ...common, args: await start(plain, 'empty'), sign: 'h1' },
    ours: { ...common, args: await start(BUILT, 'ours'), sign: '[data-state="protected"]' },
  };
}

async function compare({ empty, ours }: Pair): Promise<void> {
  const times: { readonly empty: number[]; readonly ours: number[] } = { empty: [], ours: [] };
  for (let round = 0; round < STARTS; round++) {
    for (const [name, program] of [['empty', empty] as const, ['ours', ours] as const]) {
      const started = await startProgram(program);
      // The first start of each fills caches of the system.
      if (round > 0) times[name].push(started.usableMs);
      await started.end();
    }
  }
  const what = 'time to a usable Devices page, against the page of an empty Electron application';
  figure(what, median(times.ours) / median(times.empty), 'times', 1.5);
  await compareAtRest(await startProgram(empty), await startProgram(ours));
}

async function compareAtRest(empty: Started, ours: Started): Promise<void> {
  try {
    await sleep(SETTLE_MS);
    figure('memory with the window open, beyond the empty one', await beyond(empty, ours), '%', 40);
    for (const { page } of [empty, ours]) await page.evaluate('window.close()').catch(() => undefined);
    await sleep(SETTLE_MS);
    figure('memory with the window closed, beyond the empty one', await beyond(empty, ours), '%', 15);
    const [emptyBefore, oursBefore] = [await processorTimeOf(empty.pid), await processorTimeOf(ours.pid)];
    await sleep(MINUTE_MS);
    const [emptyTime, oursTime] = [await processorTimeOf(empty.pid), await processorTimeOf(ours.pid)];
    if (empty.hasEnded() || ours.hasEnded()) throw new Error('a program ended with its window');
    figure('processor time of an idle minute with the window closed', oursTime - oursBefore, 'ms');
    figure('  of the empty one', emptyTime - emptyBefore, 'ms');
  } finally {
    await empty.end();
    await ours.end();
  }
}

async function beyond(empty: Started, ours: Started): Promise<number> {
  const [before, after] = [await memoryOf(empty.pid), await memoryOf(ours.pid)];
  return (after / before - 1) * 100;
}

/** All scripts of the page, each as a server would compress it. */
async function pageBytes(): Promise<number> {
  const files = (await readdir(PAGE, { recursive: true })).filter((file) => file.endsWith('.js'));
  const sizes = files.map(async (file) => gzipSync(await readFile(path.join(PAGE, file)), { level: 9 }).length);
  return (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
}
