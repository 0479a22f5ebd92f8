import type { LeftOut } from './left-out.ts';
import type { SeenTest } from './seen-test.ts';

export interface Judgement {
  readonly passed: number;
  readonly failed: readonly SeenTest[];
  readonly leftOut: number;
  /** Tests that left themselves out, as they do where a tool is missing. */
  readonly skipped: number;
  /** Entries of the list that held for nothing: what they name passes, or is gone. */
  readonly stale: readonly LeftOut[];
}

/** Holds what was seen against the list. A test may pass although the list names it, as long as another of its entry fails. */
export function judge(seen: readonly SeenTest[], list: readonly LeftOut[]): Judgement {
  const failures = seen.filter(({ state }) => state === 'failed');
  const excused = failures.filter((test) => list.some((entry) => covers(entry, test)));
  return {
    passed: seen.filter(({ state }) => state === 'passed').length,
    failed: failures.filter((test) => !excused.includes(test)),
    leftOut: excused.length,
    skipped: seen.filter(({ state }) => state === 'skipped').length,
    stale: list.filter((entry) => !excused.some((test) => covers(entry, test))),
  };
}

function covers(entry: LeftOut, test: SeenTest): boolean {
  return entry.file === test.file && test.name.startsWith(entry.name);
}

/** The line that closes a run. */
export function summaryOf({ passed, failed, leftOut, skipped, stale }: Judgement): string {
  const counts = `${passed} passed, ${failed.length + stale.length} failed, ${leftOut} left out by the list`;
  return `Windows: ${counts}, ${skipped} skipped by themselves`;
}
