import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { OccurrenceRow } from '../../shared/index.ts';
import type { HistoryFile } from './history-file.ts';
import { occurrenceOf } from './journal.ts';
import { runOfRow } from './run-row.ts';
import type { Run } from './types.ts';

/** A place in the timeline: instants in milliseconds since 1970, and among equal ones the id decides. */
export interface TimelinePlace {
  readonly at: number;
  readonly id: string;
}

/** An occurrence with the runs that belong to it, in the order of its attempts, or a run that belongs to none. */
export type TimelineItem = TimelinePlace & { readonly deviceId: string } & (
    | { readonly kind: 'night'; readonly row: OccurrenceRow; readonly runs: readonly Run[] }
    | { readonly kind: 'run'; readonly run: Run }
  );

export interface TimelinePage {
  readonly items: readonly TimelineItem[];
  /** Where the next page begins; absent at the end. A page may hold less than was asked for and not be the last. */
  readonly next?: TimelinePlace;
}

export interface TimelineRange {
  readonly deviceIds: readonly string[];
  /** Only what comes after this place. */
  readonly before?: TimelinePlace | undefined;
  /** Nothing older. Milliseconds since 1970. */
  readonly since?: number | undefined;
  /** At most so many; -1 for all. */
  readonly limit: number;
}

/**
 * Nights and runs as one list, newest first. A night stands where its slot is, however late its run came. A run belongs to
 * a night by its very start: the journal writes it down to the millisecond.
 *
 * Put together here and not by the caller, because a page of a list of years must not cost reading all of it.
 */
const PAGE = `
  WITH
    devices AS MATERIALIZED (SELECT value AS id FROM json_each(:devices)),
    taken AS MATERIALIZED (
      SELECT device_id, attempt.value ->> 'startedAt' AS start
        FROM occurrences, json_each(iif(json_valid(record), record, '{}'), '$.attempts') AS attempt
        WHERE device_id IN (SELECT id FROM devices)
      UNION
      SELECT device_id, iif(json_valid(record), record, '{}') ->> '$.backup.startedAt'
        FROM occurrences WHERE device_id IN (SELECT id FROM devices) AND record LIKE '%"backup":%'
    ),
    list AS (
      SELECT 'night ' || device_id || ' ' || slot || ' ' || zone AS id, device_id, at, rowid AS night
        FROM occurrences WHERE device_id IN (SELECT id FROM devices)
      UNION ALL
      SELECT id, device_id, at, NULL FROM (
        SELECT id, device_id, CAST(round(unixepoch(started_at, 'subsec') * 1000) AS INTEGER) AS at
        FROM runs WHERE device_id IN (SELECT id FROM devices)
      ) WHERE (device_id, at) NOT IN (SELECT device_id, start FROM taken WHERE start IS NOT NULL)
    )
  SELECT id, device_id, at, night FROM list
  WHERE at >= :since AND (at < :at OR (at = :at AND id < :id))
  ORDER BY at DESC, id DESC LIMIT :limit`;

export function readTimeline(file: HistoryFile, range: TimelineRange): TimelinePage {
  const { deviceIds, before = { at: Number.MAX_SAFE_INTEGER, id: '' }, since = Number.MIN_SAFE_INTEGER, limit } = range;
  return file.use((database) => {
    const rows = database.prepare(PAGE).all({ devices: JSON.stringify(deviceIds), ...before, since, limit });
    const last = rows.at(-1);
    const read = itemReader(database);
    const items = rows.flatMap(read);
    if (last === undefined || limit < 0 || rows.length < limit) return { items };
    return { items, next: placeOf(last) };
  });
}

/** Beyond this a number is no date. */
const LAST_INSTANT = 8.64e15;

type Row = Readonly<Record<string, SQLOutputValue>>;

function placeOf({ at, id }: Row): TimelinePlace {
  return { at: Number(at), id: String(id) };
}

/** Of a row of the page; what cannot be read makes no item. */
function itemReader(database: DatabaseSync): (found: Row) => readonly TimelineItem[] {
  const night = database.prepare('SELECT record FROM occurrences WHERE rowid = ?');
  const byId = database.prepare('SELECT * FROM runs WHERE id = ?');
  const byStart = database.prepare('SELECT * FROM runs WHERE device_id = ? AND started_at = ?');
  return (found) => {
    const place = { ...placeOf(found), deviceId: String(found.device_id) };
    if (found.night === null || found.night === undefined) {
      const [run] = runsOf(byId.all(place.id));
      return run === undefined ? [] : [{ ...place, kind: 'run', run }];
    }
    const row = occurrenceOf(night.get(found.night)?.record);
    if (row === undefined || Math.abs(row.at) > LAST_INSTANT) return [];
    const runs = startsOf(row).flatMap((start) => runsOf(byStart.all(place.deviceId, start)));
    return [{ ...place, kind: 'night', row, runs }];
  };
}

/** When the runs of an occurrence began, each once, as the runs have it. */
function startsOf(row: OccurrenceRow): readonly string[] {
  const attempts = row.attempts.map(({ startedAt }) => startedAt);
  const starts = new Set('backup' in row ? [...attempts, row.backup.startedAt] : attempts);
  return [...starts].flatMap((at) => (Math.abs(at) > LAST_INSTANT ? [] : [new Date(at).toISOString()]));
}

function runsOf(rows: readonly Row[]): readonly Run[] {
  return rows.map(runOfRow).filter((run) => run !== undefined);
}
