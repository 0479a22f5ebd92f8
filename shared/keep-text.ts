import type { RetentionPolicy } from './models.ts';

/** "30 newest, 8 weekly, 12 monthly", as `keep` and the ` keep ` of a second place are typed. */
export function keepText({ newest, weekly, monthly }: RetentionPolicy): string {
  return `${String(newest)} newest, ${String(weekly)} weekly, ${String(monthly)} monthly`;
}
