import { say, typedText, type RetentionPolicy } from '../../../shared/index.ts';
import { RETENTION_FLOOR } from '../../vault/index.ts';
import { refuseValue } from './refuse.ts';

const MOST = { newest: 10_000, weekly: 1_000, monthly: 1_000 } as const;

/**
 * "30", "30 newest, 8 weekly, 12 monthly", in any order; what is not named is none.
 * @throws KeepError `usage/invalid`
 */
export function parseRetention(text: string): RetentionPolicy {
  const refuse = (problem: string): never => {
    throw refuseValue('keep', problem);
  };
  const misread = (): never => refuse(say('preferences.bad.keep', { text: typedText(text) }));
  const policy: Partial<Record<keyof typeof MOST, number>> = {};
  const words = text
    .trim()
    .toLowerCase()
    .replace(/^keep /, '');
  for (const part of words.split(/\s*(?:,|\band\b|\+)\s*|\s+(?=\d)/)) {
    const [, count, unit] =
      /^(?:the )?(?:newest )?(\d{1,6})(?: ?(newest|backups?|week(?:s|ly)?|month(?:s|ly)?))?$/.exec(part) ?? [];
    const kind = unit?.startsWith('week') ? 'weekly' : unit?.startsWith('month') ? 'monthly' : 'newest';
    if (count === undefined || policy[kind] !== undefined) return misread();
    if (Number(count) > MOST[kind]) return refuse(say('preferences.bad.keep.many'));
    policy[kind] = Number(count);
  }
  const { newest, weekly = 0, monthly = 0 } = policy;
  if (newest === undefined) return misread();
  if (newest < RETENTION_FLOOR) return refuse(say('preferences.bad.keep.few', { least: RETENTION_FLOOR }));
  return { newest, weekly, monthly };
}

/** As it is typed; `parseRetention` reads it back. */
export function retentionText({ newest, weekly, monthly }: RetentionPolicy): string {
  if (weekly === 0 && monthly === 0) return String(newest);
  const parts = [
    `${newest} newest`,
    ...(weekly > 0 ? [`${weekly} weekly`] : []),
    ...(monthly > 0 ? [`${monthly} monthly`] : []),
  ];
  return parts.join(', ');
}

/** "the newest 30, and beyond them one for each of 8 weeks and one for each of 12 months" */
export function retentionInWords({ newest, weekly, monthly }: RetentionPolicy): string {
  const first = say('preferences.keep.words', { newest });
  const others = [
    ...(weekly > 0 ? [say('preferences.keep.weekly', { weekly })] : []),
    ...(monthly > 0 ? [say('preferences.keep.monthly', { monthly })] : []),
  ];
  if (others.length === 0) return first;
  const list = new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(others);
  return say('preferences.keep.beyond', { newest: first, others: list });
}
