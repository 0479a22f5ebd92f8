import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Batch, BatchReport, Failure, TargetReport } from './batch.ts';
import { targetsOf } from './targets/index.ts';

export interface GroupReport extends BatchReport {
  readonly group: string;
}

/** Tries one group of targets in a process of its own, which may write into one folder alone. */
export async function runGroup(
  group: string,
  options: Pick<Batch, 'seed' | 'milliseconds' | 'deadline'>,
  only: readonly string[] = [],
): Promise<GroupReport> {
  const targets = targetsOf(group)
    .map(({ name }) => name)
    .filter((name) => only.length === 0 || only.includes(name));
  const scratch = await mkdtemp(path.join(tmpdir(), 'routerkeep-fuzz-'));
  const batch: Omit<Batch, 'shared'> = { ...options, targets, folder: scratch };
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        '--permission',
        '--allow-fs-read=*',
        `--allow-fs-write=${scratch}`,
        '--allow-worker',
        // Compression of the archives that are made.
        '--allow-addons',
        '--no-warnings',
        path.join(import.meta.dirname, 'process.ts'),
        JSON.stringify(batch),
      ],
      { maxBuffer: 64 * 2 ** 20, encoding: 'utf8' },
    );
    return { group, ...(JSON.parse(stdout) as BatchReport) };
  } catch (thrown) {
    const failure: Failure = { target: group, input: '', problem: `the process died: ${String(thrown)}` };
    return { group, reports: [empty(failure)], peakMegabytes: 0 };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function empty(failure: Failure): TargetReport {
  return {
    target: failure.target,
    inputs: 0,
    accepted: 0,
    refused: 0,
    ways: 0,
    milliseconds: 0,
    failures: [failure],
  };
}
