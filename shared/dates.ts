/**
 * Dates and times as the sentences around them are written: in English, with the clock of 24 hours that schedules are typed in. The
 * system's own language would put its months among English words. Formatters are made once for a page that shows thousands.
 */
const day = lazy({ weekday: 'short', day: 'numeric', month: 'short' });
const dayOfYear = lazy({ day: 'numeric', month: 'long', year: 'numeric' });
const moment = lazy({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const inFull = lazy({ dateStyle: 'full', timeStyle: 'short' });
const month = lazy({ month: 'long', year: 'numeric' });
const weekday = lazy({ weekday: 'long', timeZone: 'UTC' });
const weekdayShort = lazy({ weekday: 'short', timeZone: 'UTC' });
const dateTime = lazy({ dateStyle: 'medium', timeStyle: 'short' });
const shortDate = lazy({ dateStyle: 'medium' });
const logTime = lazy({ dateStyle: 'short', timeStyle: 'medium' });
const clock = lazy({ timeStyle: 'medium' });

/** A Monday, at noon. */
const MONDAY = Date.UTC(2026, 0, 5, 12);
const DAY = 86_400_000;

/** "Fri 20 Nov" of a calendar day "2026-11-20". */
export function dayText(date: string): string {
  return day().format(atNoon(date));
}

/** "20 November 2026" of an ISO 8601 instant. */
export function dateText(at: string): string {
  return dayOfYear().format(new Date(at));
}

/** "Fri 20 Nov, 03:00" of an ISO 8601 instant. */
export function momentText(at: string): string {
  return moment().format(new Date(at));
}

/** "Friday 20 November 2026 at 03:00" of an ISO 8601 instant. */
export function longMoment(at: string): string {
  return inFull().format(new Date(at));
}

/** "November 2026" of an ISO 8601 instant. */
export function monthText(at: string): string {
  return month().format(new Date(at));
}

/** "Monday", "Mon" of a day of the week, 0 to 6 from Monday on. */
export function weekdayText(index: number, length: 'long' | 'short'): string {
  return (length === 'long' ? weekday : weekdayShort)().format(MONDAY + index * DAY);
}

/** "20 Nov 2026, 03:00" of an ISO 8601 instant, whatever day it is now. */
export function dateTimeText(at: string): string {
  return dateTime().format(new Date(at));
}

/** "20 Nov 2026" of an ISO 8601 instant. */
export function shortDateText(at: string): string {
  return shortDate().format(new Date(at));
}

/** "20/11/2026, 03:00:07" of an instant: for lines of a log. */
export function logTimeText(at: Date): string {
  return logTime().format(at);
}

/** "03:00:07" of an ISO 8601 instant. */
export function clockText(at: string): string {
  return clock().format(new Date(at));
}

/** Noon is on the same day in every zone's summer and winter. */
function atNoon(date: string): Date {
  return new Date(`${date}T12:00:00`);
}

function lazy(options: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
  let made: Intl.DateTimeFormat | undefined;
  return () => (made ??= new Intl.DateTimeFormat('en-GB', options));
}
