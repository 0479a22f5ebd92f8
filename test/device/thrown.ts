import { expect } from 'vitest';
import { KeepError, type ErrorCode } from '../../shared/index.ts';

/** What a function throws; fails when it does not. */
export function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (thrown) {
    return thrown;
  }
  return expect.fail('nothing was thrown');
}

/** What a promise rejects with; fails when it does not. */
export async function rejectionOf(work: Promise<unknown>): Promise<KeepError> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof KeepError) return thrown;
    throw thrown;
  }
  return expect.fail('nothing was thrown');
}

/** The code of an error of ours, undefined for any other. */
export function codeOf(thrown: unknown): ErrorCode | undefined {
  return thrown instanceof KeepError ? thrown.code : undefined;
}
