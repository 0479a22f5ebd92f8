import { expect, onTestFinished, type TestContext } from 'vitest';
import type { FaultName } from './catalogue.ts';

export type { FaultName } from './catalogue.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** The faults that a test brings about, and how often they fired. Read by the reporter (`reporter.ts`). */
    faults?: { readonly names: readonly FaultName[]; fired: number };
  }
}

export interface Injection {
  /** Counts faults of which the test has proof that they happened. */
  readonly fired: (times?: number) => void;
}

/**
 * Says, as a test's first words, that it brings about faults of the catalogue. The test's name is the promise that holds
 * all the same. A test that passes without having counted a single fault fails: what did not happen proves nothing.
 */
export function injects(
  { task }: Pick<TestContext, 'task'>,
  ...names: readonly [FaultName, ...FaultName[]]
): Injection {
  const faults = { names, fired: 0 };
  task.meta.faults = faults;
  onTestFinished(({ task: { result } }) => {
    if (result?.state === 'pass') expect(faults.fired, `times that ${names.join(', ')} fired`).toBeGreaterThan(0);
  });
  return {
    fired: (times = 1) => {
      faults.fired += times;
    },
  };
}
