import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { listBackups, removeStaleStages } from '../../electron/vault/index.ts';
import { injects } from '../faults/index.ts';
import { liesIn, save, statesIn } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Set ROUTERKEEP_KILLS for a long night of trials. */
const KILLS = Number(process.env.ROUTERKEEP_KILLS ?? 24);
const AT_ONCE = 2;

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  /** Names of the backups the process was promised. */
  readonly promised: readonly string[];
}

interface Saving {
  /** Resolves when the process has written so many lines: the first says that it has loaded everything and waits. */
  readonly lines: (count: number) => Promise<void>;
  readonly begin: () => void;
  readonly kill: () => void;
  readonly ended: Promise<Ended>;
}

function savingProcess(folder: string, saves: number): Saving {
  const script = path.join(import.meta.dirname, 'saving-process.ts');
  const child = spawn(process.execPath, [script, folder, String(saves)], { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  return {
    lines: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (output.split('\n').length > count) resolve();
          else child.stdout.once('data', look);
        };
        look();
      }),
    begin: () => void child.stdin.end(),
    kill: () => void child.kill('SIGKILL'),
    ended: new Promise((resolve) =>
      child.on('close', (code, signal) => {
        const promised = output
          .split('\n')
          .slice(1)
          .filter((line) => line !== '');
        resolve({ code, signal, promised });
      }),
    ),
  };
}

describe('a process that saves', () => {
  it(`may be killed at any moment (${KILLS} times)`, async (context) => {
    const fault = injects(context, 'saving/killed-anywhere');
    const left = { hidden: 0, unknown: 0, promised: 0 };
    const trial = async (): Promise<void> => {
      const folder = path.join(await temporaryFolder(), 'Office');
      const earlier = await save(folder);
      const saving = savingProcess(folder, 1_000_000);
      await saving.lines(1);
      saving.begin();
      // Some in the first save, some in the next ones; a save takes some milliseconds.
      await saving.lines(1 + Math.floor(Math.random() * 4));
      await setTimeout(Math.random() * 10);
      saving.kill();
      const { signal, promised } = await saving.ended;
      expect(signal).toBe('SIGKILL');
      fault.fired();
      expect(await listBackups(folder)).toContainEqual(earlier);
      expect(await liesIn(folder)).toEqual([]);
      const states = await statesIn(folder);
      for (const file of promised) expect(states[file]).toBe('verified');
      // What it was doing may show as unknown, never as damaged or lost.
      const others = Object.entries(states).filter(([file]) => !promised.includes(file) && file !== earlier.file);
      for (const [, state] of others) expect(['unknown', 'verified']).toContain(state);
      left.hidden += (await readdir(folder)).filter((name) => name.startsWith('.')).length;
      left.unknown += others.length;
      left.promised += promised.length;
      await removeStaleStages(folder);
      const next = await save(folder);
      expect(await listBackups(folder)).toContainEqual(next);
      expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
    };
    const workers = Array.from({ length: AT_ONCE }, async () => {
      for (let count = 0; count < KILLS / AT_ONCE; count += 1) await trial();
    });
    await Promise.all(workers);
    // The kills did hit saves.
    expect(left.promised).toBeGreaterThan(0);
    expect(left.hidden).toBeGreaterThan(0);
  }, 600_000);

  it('shares a folder with a second one without losing a backup', async (context) => {
    const fault = injects(context, 'saving/two-processes');
    const folder = path.join(await temporaryFolder(), 'Office');
    const processes = [savingProcess(folder, 12), savingProcess(folder, 12)];
    await Promise.all(processes.map(({ lines }) => lines(1)));
    for (const { begin } of processes) begin();
    const ends = await Promise.all(processes.map(({ ended }) => ended));
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    // They did meet: the names of the one do not all come before those of the other.
    const all = Object.keys(await statesIn(folder)).sort(new Intl.Collator('en', { numeric: true }).compare);
    const owners = all.map((file) => ends.findIndex((end) => end.promised.includes(file)));
    expect(owners.filter((owner, index) => index > 0 && owner !== owners[index - 1]).length).toBeGreaterThan(1);
    fault.fired(24);
    const promised = ends.flatMap((end) => end.promised);
    expect(new Set(promised).size).toBe(24);
    const states = await statesIn(folder);
    for (const file of promised) expect(states[file]).toBe('verified');
    expect(Object.keys(states)).toHaveLength(24);
    expect(await liesIn(folder)).toEqual([]);
  });
});
