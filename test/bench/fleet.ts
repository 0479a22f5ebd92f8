import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { benchEventLoop } from './event-loop.ts';
import { measure, median, PROGRAM } from './measure.ts';
import { figure } from './report.ts';
import { startFleetProcess } from './start-fleet.ts';

const DEVICES = 200;
const AT_ONCE = 8;
/** How long a device prepares its configuration; a real one takes seconds (R aerialls: 1 s polls, 30 s limit). */
const TASK_MS = 1500;

const env = { ROUTERKEEP_SECRETS: 'file', ROUTERKEEP_MASTER_KEY: 'a key for measuring' };
const resultSchema = z.object({ results: z.array(z.object({ ok: z.boolean(), durationMs: z.number() })) });

/** 200 devices, 8 at a time, against the ideal: what one device takes alone, times 200, divided by 8; then the same with a window. */
export async function benchFleet(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-bench-'));
  const fleet = await startFleetProcess(DEVICES, TASK_MS);
  try {
    for (const [index, device] of fleet.devices.entries()) {
      const args = ['--home', folder, 'add', device.origin, '--user', device.user, '--name', `Device ${index}`];
      const more = ['--no-backup', '--password-stdin', '--fingerprint', device.fingerprint];
      const vault = ['--vault', path.join(folder, 'vault')];
      await measure([PROGRAM, ...args, ...more, ...vault], { env, input: `${device.password}\n` });
    }
    const alone: number[] = [];
    for (let index = 0; index < 5; index++)
      alone.push(...(await backUp(folder, ['backup', `Device ${index}`])).durations);
    const { ms, durations } = await backUp(folder, ['backup', '--all']);
    if (durations.length !== DEVICES) throw new Error(`only ${durations.length} devices were backed up`);
    const ideal = (median(alone) * DEVICES) / AT_ONCE;
    figure(`${DEVICES} devices with backup --all, ${AT_ONCE} at a time, against the ideal`, ms / ideal, 'times', 1.3);
    await benchEventLoop(folder, env);
  } finally {
    await fleet.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function backUp(home: string, args: readonly string[]): Promise<{ ms: number; durations: readonly number[] }> {
  const { ms, stdout } = await measure([PROGRAM, '--home', home, '--json', ...args], { env });
  const { results } = resultSchema.parse(JSON.parse(stdout));
  if (!results.every(({ ok }) => ok)) throw new Error('a device was not backed up');
  return { ms, durations: results.map(({ durationMs }) => durationMs) };
}
