import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) })),
});

export interface TestRun {
  readonly passed: number;
  /** The full name of the first test that failed. */
  readonly failed?: string;
}

/** Tests that hang on a mutant are ended, and count as failed. */
const PATIENCE_MS = 300_000;

/** These start the built program. */
const OF_THE_BUILT_PROGRAM = 'test/cli/end-to-end';

/** Runs test files of a tree until the first one fails. @throws where not even a report came out */
export async function runTests(tree: string, tests: readonly string[]): Promise<TestRun> {
  if (tests.some((test) => test.startsWith(OF_THE_BUILT_PROGRAM))) await buildProgram(tree);
  const report = path.join(tree, 'mutant-report.json');
  await rm(report, { force: true });
  const vitest = path.join(tree, 'node_modules/vitest/vitest.mjs');
  const quietly = ['--bail=1', '--maxWorkers=1', '--reporter=json', `--outputFile=${report}`];
  const child = spawn(process.execPath, [vitest, 'run', ...tests, ...quietly], {
    cwd: tree,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: the worker in which a mutant spins is not the process that was started.
    detached: true,
  });
  const end = (): void => killGroup(child.pid);
  process.once('exit', end);
  const patience = setTimeout(end, PATIENCE_MS);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  clearTimeout(patience);
  process.off('exit', end);
  end();
  if (signal !== null) return { passed: 0, failed: 'it hung' };
  const text = await readFile(report, 'utf8').catch(() => {
    throw new Error(`no report of ${tests.join(', ')}:\n${said}`);
  });
  const { numPassedTests, testResults } = reportSchema.parse(JSON.parse(text));
  if (numPassedTests === 0 && testResults.every(({ assertionResults }) => assertionResults.length === 0)) {
    throw new Error(`no test of ${tests.join(', ')} ran:\n${said}`);
  }
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed');
  return { passed: numPassedTests, ...(failed === undefined ? {} : { failed: failed.fullName }) };
}

/** The terminal program of the tree as it is now, so that what was taken out is missing there too. */
async function buildProgram(tree: string): Promise<void> {
  const vite = path.join(tree, 'node_modules/vite/bin/vite.js');
  const build = [vite, 'build', '--config', 'build/vite.cli.config.ts', '--logLevel', 'error'];
  const child = spawn(process.execPath, build, { cwd: tree, stdio: ['ignore', 'ignore', 'inherit'] });
  const [exit] = (await once(child, 'close')) as [number | null];
  if (exit !== 0) throw new Error(`${tree} could not be built`);
}

/** Ends a process with all that it started. */
function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // All of them have ended.
  }
}
