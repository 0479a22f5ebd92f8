import { readKeepText } from '../../../../shared/keep-text.ts';
import type { RetentionPolicy } from '../../../../shared/models.ts';

const NONE: RetentionPolicy = { newest: 0, weekly: 0, monthly: 0 };

/** Reads "30" and "30 newest, 8 weekly, 12 monthly", as the engine writes them; none of what is anything else. */
export function readKeep(value: string): RetentionPolicy {
  return readKeepText(value) ?? NONE;
}

/** As many always stay. */
export const FEWEST = 3;
const MOST: RetentionPolicy = { newest: 10_000, weekly: 1_000, monthly: 1_000 };

export type KeepProblem = 'fewest' | 'most';

/** What is wrong with a number that was typed. */
export function keepProblem(field: keyof RetentionPolicy, text: string): KeepProblem | undefined {
  const count = /^\d{1,6}$/.test(text.trim()) ? Number(text) : NaN;
  if (count > MOST[field]) return 'most';
  return count >= (field === 'newest' ? FEWEST : 0) ? undefined : 'fewest';
}

export interface KeepSum {
  readonly kept: number;
  readonly removed: number;
}

/** What a look at all devices adds up to; devices that could not be looked at are left out. */
export function sumOf(
  results: readonly ({ readonly ok: boolean } | { readonly kept: number; readonly removed: readonly string[] })[],
): KeepSum {
  return results.reduce<KeepSum>(
    (sum, result) =>
      'kept' in result ? { kept: sum.kept + result.kept, removed: sum.removed + result.removed.length } : sum,
    { kept: 0, removed: 0 },
  );
}
