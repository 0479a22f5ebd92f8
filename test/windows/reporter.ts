import { appendFileSync } from 'node:fs';
import path from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { SeenTest } from './seen-test.ts';

/**
 * Writes a line for each test when it has ended, into the file `windows-seen.jsonl` of the folder it runs in, so that what
 * was seen is known although the run was cut.
 */
export default class SeenReporter implements Reporter {
  onTestCaseResult(test: TestCase): void {
    const { state, errors } = test.result();
    if (state === 'pending') return;
    note({
      file: fileOf(test.module),
      name: test.fullName,
      state,
      ms: Math.round(test.diagnostic()?.duration ?? 0),
      error: errors?.[0]?.message.slice(0, 600) ?? '',
    });
  }

  /** A file that could not be loaded, or whose hooks failed, has failed although no test of it did. */
  onTestModuleEnd(module: TestModule): void {
    const error = module.errors()[0];
    if (error === undefined) return;
    note({ file: fileOf(module), name: '', state: 'failed', ms: 0, error: error.message.slice(0, 600) });
  }
}

function fileOf(module: TestModule): string {
  return path.relative(process.cwd(), module.moduleId).replaceAll('\\', '/');
}

function note(seen: SeenTest): void {
  appendFileSync('windows-seen.jsonl', `${JSON.stringify(seen)}\n`);
}
