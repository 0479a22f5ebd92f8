import type { RetentionPolicy } from './models.ts';

/** "30 newest, 8 weekly, 12 monthly", as `keep` and the ` keep ` of a second place are typed. */
export function keepText({ newest, weekly, monthly }: RetentionPolicy): string {
  return `${String(newest)} newest, ${String(weekly)} weekly, ${String(monthly)} monthly`;
}

/** Reads it back; what stands there in other words, as a person may type it, is left to the engine: undefined. */
export function readKeepText(text: string): RetentionPolicy | undefined {
  const found = /^(\d{1,6})(?: newest)?(?:, (\d{1,6}) weekly)?(?:, (\d{1,6}) monthly)?$/.exec(text.trim());
  if (found === null) return undefined;
  const [newest, weekly, monthly] = found.slice(1).map((count) => Number((count as string | undefined) ?? 0));
  return { newest: newest ?? 0, weekly: weekly ?? 0, monthly: monthly ?? 0 };
}
