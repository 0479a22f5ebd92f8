export type DatedBy = 'name' | 'file' | 'import';

/** A day, and perhaps a time, at the end of a name: `SynologyRouter_20261120.dss`, `..._20261120_031500.dss`, also with dashes. */
const IN_NAME = /(20\d\d)-?(\d\d)-?(\d\d)(?:[_T-]?(\d\d)[-:]?(\d\d)(?:[-:]?(\d\d))?)?(?:-\d+| ?\(\d+\))?\.dss$/i;

/** No export is older: the first DSM with this format. */
const OLDEST = Date.UTC(2010, 0, 1);
const NOON = 12;

/**
 * When an export was made: by its name, else by the date of its file, else now. A name with a day alone has the time of its file
 * where that is of the same day, else noon. Local time, as devices and browsers write names.
 * @param modified milliseconds since 1970
 */
export function dateOfExport(
  name: string,
  modified: number,
  now: number,
): { readonly takenAt: Date; readonly datedBy: DatedBy } {
  const named = dateInName(name, modified);
  if (named !== undefined && isPossible(named.getTime(), now)) return { takenAt: named, datedBy: 'name' };
  if (isPossible(modified, now)) return { takenAt: new Date(modified), datedBy: 'file' };
  return { takenAt: new Date(now), datedBy: 'import' };
}

function dateInName(name: string, modified: number): Date | undefined {
  const found = IN_NAME.exec(name);
  if (found === null) return undefined;
  const [year = 0, month = 0, day = 0] = found.slice(1, 4).map(Number);
  const [hour = NOON, minute = 0, second = 0] = found.slice(4).flatMap((part) => (part ? [Number(part)] : []));
  const date = new Date(year, month - 1, day, hour, minute, second);
  // 31 February is no day.
  if (date.getMonth() !== month - 1 || date.getDate() !== day || date.getHours() !== hour) return undefined;
  const file = new Date(modified);
  const hasTime = found[4] !== undefined;
  return !hasTime && file.toDateString() === date.toDateString() ? file : date;
}

function isPossible(time: number, now: number): boolean {
  return time >= OLDEST && time <= now;
}
