import { KeepError } from '../../shared/index.ts';

/** The coded error that `work` ends with; anything else fails the test. */
export async function failure(work: () => unknown): Promise<KeepError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof KeepError) return error;
    throw error;
  }
  throw new Error('expected a failure, there was none');
}
