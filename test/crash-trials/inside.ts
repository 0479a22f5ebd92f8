import fsSync from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { DatabaseSync, StatementSync } from 'node:sqlite';

/**
 * Loaded into the built program before its first line (`node --import`), as libfaketime and a debugger would be: moves
 * the computer's clock, and ends the process with SIGKILL at a chosen write. The program itself knows nothing of it.
 * It is handed over as one file, so it imports nothing of ours.
 */
type Method = (this: unknown, ...given: unknown[]) => unknown;

const clockOffset = Number(process.env.TRIAL_CLOCK_OFFSET_MS ?? 0);
/** Each write is two moments: before it (odd numbers) and behind it (even ones). */
const killAt = Number(process.env.TRIAL_KILL_AT_MOMENT ?? Infinity);
/** A value: moments count from the write that puts it into a database, instead of from the start. */
const countFrom = process.env.TRIAL_COUNT_FROM;
const countTo = process.env.TRIAL_MOMENTS_FILE;
let writes = countFrom === undefined ? 0 : -Infinity;

function moveTheClock(): void {
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...given: [] | [number | string]) {
      if (given.length === 0) super(RealDate.now() + clockOffset);
      else super(...given);
    }
    static override now(): number {
      return RealDate.now() + clockOffset;
    }
  } as DateConstructor;
  // The computer was on all the time.
  const realUptime = os.uptime;
  os.uptime = () => realUptime() + clockOffset / 1000;
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** Counts the calls of these methods as writes, and ends the process at the chosen one. */
function watchWrites(target: object, names: readonly string[]): void {
  for (const name of names) {
    const original = Reflect.get(target, name) as Method;
    const counted: Method = function (...given) {
      if (countFrom !== undefined && writes < 0 && given.includes(countFrom)) writes = 0;
      writes += 1;
      const mine = writes * 2;
      if (mine - 1 === killAt) die();
      const result = original.apply(this, given);
      if (mine !== killAt) return result;
      if (result instanceof Promise) void result.then(die, die);
      else die();
      return result;
    };
    Reflect.set(target, name, counted);
  }
}

moveTheClock();
if (Number.isFinite(killAt) || countTo !== undefined) {
  // All files that are opened share one prototype.
  const begin = writes;
  const handle = await fs.open(process.execPath);
  watchWrites(Object.getPrototypeOf(handle) as object, ['write', 'writeFile', 'sync', 'close']);
  await handle.close();
  writes = begin;
  watchWrites(fs, ['open', 'link', 'rename', 'unlink', 'rm', 'mkdir', 'rmdir', 'chmod', 'writeFile']);
  watchWrites(fsSync, ['openSync', 'writeFileSync', 'rmSync', 'mkdirSync', 'renameSync']);
  watchWrites(DatabaseSync.prototype, ['exec']);
  watchWrites(StatementSync.prototype, ['run']);
  const writeFileSync = fsSync.writeFileSync.bind(fsSync);
  if (countTo !== undefined) process.on('exit', () => writeFileSync(countTo, String(writes * 2)));
}
syncBuiltinESMExports();
