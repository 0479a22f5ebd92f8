import { dateTimeText, say, shortDateText } from '../../shared/index.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const AGES = [
  { unit: 'minute', ms: MINUTE, below: HOUR },
  { unit: 'hour', ms: HOUR, below: 2 * DAY },
  { unit: 'day', ms: DAY, below: 60 * DAY },
  { unit: 'month', ms: 30.44 * DAY, below: 730 * DAY },
  { unit: 'year', ms: 365.25 * DAY, below: Number.POSITIVE_INFINITY },
] as const;

/** "9 hours ago". Rounded down: never younger than it is by more than its unit. `ms`: age in milliseconds. */
export function formatAge(ms: number): string {
  // A clock that was set back since makes an age negative; nothing true can be said about it.
  if (ms < 0) return say('cli.age.future');
  if (ms < MINUTE) return say('cli.age.now');
  const { unit, ms: size } = AGES.find(({ below }) => ms < below) ?? AGES[4];
  return new Intl.RelativeTimeFormat('en', { numeric: 'always' }).format(-Math.floor(ms / size), unit);
}

/** "20 Nov 2026, 03:00", in the local time zone. `iso`: ISO 8601. */
export const formatMoment = dateTimeText;

/** "20 Nov 2026". Text that is no date is shown as it came: a certificate may hold anything. */
export function formatDay(iso: string): string {
  return Number.isNaN(Date.parse(iso)) ? iso : shortDateText(iso);
}

/** "3.2 seconds". */
export function formatDuration(ms: number): string {
  return new Intl.NumberFormat('en', {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'long',
    maximumFractionDigits: ms < 10 * SECOND ? 1 : 0,
  }).format(ms / SECOND);
}
