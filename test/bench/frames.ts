import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { measure } from './measure.ts';
import { figure } from './report.ts';

const root = path.resolve(import.meta.dirname, '../..');
const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const TESTS = ['test/window/fleet.test.ts', 'test/window/history.test.ts'];
const lineSchema = z.object({ what: z.string(), milliseconds: z.number() });

/** The longest piece of script of the page with a fleet, in processor time: the tests of the window tell it. */
export async function benchFrames(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-bench-'));
  const figures = path.join(folder, 'frames.jsonl');
  try {
    await measure([vitest, 'run', '--root', root, '--maxWorkers=1', ...TESTS, '-t', 'drawn at a time'], {
      env: { ROUTERKEEP_FRAMES: figures },
    });
    const lines = (await readFile(figures, 'utf8').catch(() => '')).trim().split('\n').filter(Boolean);
    if (lines.length === 0) process.stdout.write('Skipped the frames of the window: no Chromium\n');
    for (const line of lines) {
      const { what, milliseconds } = lineSchema.parse(JSON.parse(line));
      figure(`longest piece of script: ${what}`, milliseconds, 'ms', 50);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
