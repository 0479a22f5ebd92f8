import { keepError, reportOf, say, type ErrorReport } from '../../shared/index.ts';
import type { Sidecar } from './types.ts';

/** A remembered failed check as an error report: its own code and sentence, with the hint that all archive errors share. */
export function checkProblem(failure: NonNullable<Sidecar['checkFailure']>): ErrorReport {
  const damaged = reportOf(keepError('archive/damaged', { detail: '' }));
  switch (failure.code) {
    case 'archive/not-an-archive':
    case 'archive/incomplete':
    case 'archive/too-large':
      return { ...damaged, code: failure.code, message: failure.message };
    // A sidecar may come from another version with other codes: what it says is still that the check failed.
    default:
      return { ...damaged, message: failure.message };
  }
}

/** The failed check of an archive that holds other bytes than were stored. */
export function changedFailure(): NonNullable<Sidecar['checkFailure']> {
  const { code, message } = keepError('archive/damaged', { detail: say('vault.left.changed') });
  return { code, message };
}
