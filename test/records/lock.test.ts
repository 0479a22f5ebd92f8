import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockHolder, lockHome, lockRun, runHolder } from '../../electron/records/index.ts';
import { KeepError } from '../../shared/index.ts';
import { injects } from '../faults/index.ts';
import { readyChild } from './child.ts';
import { temporaryHome } from './home-folder.ts';

const ROUTER = '5f2b6a1e-0000-4000-8000-000000000001';
const NAS = '5f2b6a1e-0000-4000-8000-000000000002';

describe('the run lock of a device', () => {
  it('excludes a second run of the same process until it is released, and no other device', async () => {
    const home = await temporaryHome();
    const lock = lockRun(home, ROUTER);
    expect(lock).toBeDefined();
    expect(lockRun(home, ROUTER)).toBeUndefined();
    expect(lockRun(home, ROUTER)).toBeUndefined();
    const other = lockRun(home, NAS);
    expect(other).toBeDefined();
    lock?.release();
    lock?.release();
    const again = lockRun(home, ROUTER);
    expect(again).toBeDefined();
    again?.release();
    other?.release();
  });

  it('is not lost by the failed attempts of the same process (POSIX drops locks with any closed handle)', async () => {
    const home = await temporaryHome();
    const child = await readyChild(home, 'locks');
    const lock = lockRun(home, ROUTER);
    for (let attempt = 0; attempt < 3; attempt += 1) expect(lockRun(home, ROUTER)).toBeUndefined();
    expect(await child.ask({ lock: ROUTER, at: 0 })).toEqual({ won: false });
    lock?.release();
    expect(await child.ask({ lock: ROUTER, at: 0 })).toEqual({ won: true });
  });

  it('excludes while another process holds it, and tells which', async (context) => {
    const fault = injects(context, 'saving/live-lock');
    const home = await temporaryHome();
    const child = await readyChild(home, 'locks');
    const before = Date.now();
    expect(await child.ask({ lock: ROUTER, at: 0 })).toEqual({ won: true });
    expect(lockRun(home, ROUTER)).toBeUndefined();
    const holder = runHolder(home, ROUTER);
    expect(holder?.pid).toBe(child.process.pid);
    fault.fired();
    expect(Date.parse(holder?.since ?? '')).toBeGreaterThanOrEqual(before);
    await child.ask({ release: true });
    expect(runHolder(home, ROUTER)).toBeUndefined();
    const lock = lockRun(home, ROUTER);
    expect(lock).toBeDefined();
    lock?.release();
  });

  it('is free at once when its holder was killed, however the note beside it reads', async (context) => {
    const fault = injects(context, 'saving/stale-lock');
    const home = await temporaryHome();
    const child = await readyChild(home, 'locks');
    await child.ask({ lock: ROUTER, at: 0 });
    expect(lockRun(home, ROUTER)).toBeUndefined();
    await child.kill();
    // The dead one's note is still there; even if its pid were reused by a live process, nobody asks the note.
    expect(runHolder(home, ROUTER)?.pid).toBe(child.process.pid);
    fault.fired();
    await writeNote(home.locksFolder, ROUTER, JSON.stringify({ pid: process.ppid, since: '2026-11-20T03:00:00.000Z' }));
    const lock = lockRun(home, ROUTER);
    expect(lock).toBeDefined();
    expect(runHolder(home, ROUTER)?.pid).toBe(process.pid);
    lock?.release();
  });

  it('is held whatever happens to the note beside it', async (context) => {
    const fault = injects(context, 'saving/live-lock');
    const home = await temporaryHome();
    const lock = lockRun(home, ROUTER);
    for (const note of ['', '{"pid":', '{"pid":-1,"since":"never"}', '[]', '4711\n']) {
      await writeNote(home.locksFolder, ROUTER, note);
      expect(runHolder(home, ROUTER)).toBeUndefined();
      expect(lockRun(home, ROUTER)).toBeUndefined();
      fault.fired();
    }
    lock?.release();
  });

  it('goes to exactly one of two processes that race for it, 300 times', async () => {
    const home = await temporaryHome();
    const racers = await Promise.all([readyChild(home, 'locks'), readyChild(home, 'locks')]);
    const wins = [0, 0];
    for (let round = 0; round < 300; round += 1) {
      const at = Date.now() + 3;
      const answers = await Promise.all(racers.map((racer) => racer.ask({ lock: `${ROUTER}-${round % 7}`, at })));
      const winners = answers.flatMap((answer, index) => (answer.won === true ? [index] : []));
      expect([round, winners.length]).toEqual([round, 1]);
      for (const winner of winners) {
        wins[winner] = (wins[winner] ?? 0) + 1;
        await racers[winner]?.ask({ release: true });
      }
    }
    // A race that one side always wins is none.
    expect(Math.min(...wins)).toBeGreaterThan(0);
  });

  it('leaves an empty file that only its owner can read, and nothing outside the folder', async () => {
    const home = await temporaryHome();
    for (const id of [ROUTER, '../../escape', 'UPPER', 'con', 'ü'.repeat(200), '']) lockRun(home, id)?.release();
    expect((await readdir(home.folder)).sort()).toEqual(['locks', 'logs']);
    const files = await readdir(home.locksFolder);
    expect(files).toHaveLength(6);
    for (const file of files) {
      const { size, mode } = await stat(path.join(home.locksFolder, file));
      expect([file, size, mode & 0o777]).toEqual([file, 0, 0o600]);
    }
  });

  it('with foreign content is refused with a reason, not taken and not deleted', async () => {
    const home = await temporaryHome();
    lockRun(home, ROUTER)?.release();
    const file = path.join(home.locksFolder, `run-${ROUTER}.lock`);
    await writeFile(file, 'somebody wrote a pid here: 4711, and then some more\n');
    const attempt = (): unknown => lockRun(home, ROUTER);
    expect(attempt).toThrow(KeepError);
    expect(attempt).toThrow(file);
    expect(await readFile(file, 'utf8')).toContain('4711');
  });
});

describe('a lock of the home', () => {
  it('is another one for every purpose', async () => {
    const home = await temporaryHome();
    const scheduler = lockHome(home, 'scheduler');
    expect(scheduler).toBeDefined();
    expect(lockHome(home, 'scheduler')).toBeUndefined();
    expect(lockHolder(home, 'scheduler')?.pid).toBe(process.pid);
    const run = lockRun(home, 'scheduler');
    expect(run).toBeDefined();
    run?.release();
    scheduler?.release();
  });
});

async function writeNote(folder: string, device: string, text: string): Promise<void> {
  await writeFile(path.join(folder, `run-${device}.json`), text);
}
