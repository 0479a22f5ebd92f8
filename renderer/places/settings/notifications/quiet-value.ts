import { isTimeOfDay } from '../../../../shared/times-of-day.ts';

type Hours = Readonly<Record<'from' | 'until', string>>;

/** Offered when somebody begins to want them. */
export const USUAL: Hours = { from: '22:00', until: '07:00' };

/** Reads "22:00-07:00", as the engine writes it; undefined for none. */
export function readQuiet(value: string): Hours | undefined {
  const [, from, until] = /^(\d\d:\d\d)\s*-\s*(\d\d:\d\d)$/.exec(value.trim()) ?? [];
  return from === undefined || until === undefined ? undefined : { from, until };
}

/** As it is typed; undefined while it is no stretch of time. */
export function quietText({ from, until }: Hours): string | undefined {
  return isTimeOfDay(from) && isTimeOfDay(until) && from !== until ? `${from}-${until}` : undefined;
}
