import type { TestContext } from 'vitest';
import { startDesktop, type Desktop, type DesktopOptions } from './start-desktop.ts';

/**
 * A desktop for one test, gone with it (`await using`). Where the machine lacks something, the test is skipped with that
 * sentence; where CI is "true" it fails with it instead.
 */
export async function withDesktop(
  context: TestContext,
  options: DesktopOptions = {},
): Promise<Desktop & AsyncDisposable> {
  const desktop = await startDesktop(options);
  if ('missing' in desktop) return without(context, desktop.missing);
  return { ...desktop, [Symbol.asyncDispose]: desktop.stop };
}

/** Skips a test for what the machine lacks, where nobody promised that it is there. @throws the sentence where CI is "true" */
export function without(context: TestContext, missing: string): never {
  if (process.env.CI === 'true') throw new Error(missing);
  return context.skip(missing);
}
