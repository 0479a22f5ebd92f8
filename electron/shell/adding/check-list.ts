import type { ErrorReport } from '../../../shared/index.ts';
import { CHECKS, type AddCheck } from '../../../shared/ipc/index.ts';

export type CheckName = AddCheck['check'];

/** Nothing proven yet; the first is being tried. */
export function freshChecks(): readonly AddCheck[] {
  return CHECKS.map((check, index) => ({ check, outcome: index === 0 ? 'trying' : 'waiting' }));
}

/** `proven` and all before it hold; the next one is tried. */
export function tick(checks: readonly AddCheck[], proven: CheckName): readonly AddCheck[] {
  const place = CHECKS.indexOf(proven);
  return checks.map(({ check }, index) => ({
    check,
    outcome: index <= place ? 'ok' : index === place + 1 ? 'trying' : 'waiting',
  }));
}

/** The one that was tried did not hold. */
export function cross(checks: readonly AddCheck[], error: ErrorReport): readonly AddCheck[] {
  return checks.map((each) => (each.outcome === 'trying' ? { check: each.check, outcome: 'failed', error } : each));
}
