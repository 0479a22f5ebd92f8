/** Dates and times in the words of the person's own system. Formatters are made once for a page that shows thousands. */
const day = lazy({ weekday: 'short', day: 'numeric', month: 'short' });
const dayOfYear = lazy({ day: 'numeric', month: 'long', year: 'numeric' });
const moment = lazy({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const inFull = lazy({ dateStyle: 'full', timeStyle: 'short' });
const month = lazy({ month: 'long', year: 'numeric' });

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

/** Noon is on the same day in every zone's summer and winter. */
function atNoon(date: string): Date {
  return new Date(`${date}T12:00:00`);
}

function lazy(options: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
  let made: Intl.DateTimeFormat | undefined;
  return () => (made ??= new Intl.DateTimeFormat(undefined, options));
}
