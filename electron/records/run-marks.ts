import type { SQLOutputValue } from 'node:sqlite';
import type { HistoryFile } from './history-file.ts';
import { outcomeSchema, type Outcome } from './types.ts';

/** How a run stands: `counts` and `discounted` are verified ones, whose backup still counts or does not. */
export type RunMark = 'counts' | 'discounted' | Exclude<Outcome, 'verified'>;

// Those that count have an index of their own, so that years of old runs need not be read.
const MARKS = `
  SELECT id, outcome, discounted FROM runs WHERE device_id = :device AND outcome = 'verified' AND discounted = 0
  UNION SELECT id, outcome, discounted FROM runs WHERE id IN (SELECT value FROM json_each(:ids))`;

/** How the runs of a device that count, and those with these ids, stand. An id that is not in the answer is not known. */
export function readMarks(file: HistoryFile, deviceId: string, ids: readonly string[]): ReadonlyMap<string, RunMark> {
  const rows = file.use((database) => database.prepare(MARKS).all({ device: deviceId, ids: JSON.stringify(ids) }));
  return new Map(rows.flatMap(markOf));
}

/** A row whose outcome makes no sense is of no known run. */
function markOf({ id, outcome, discounted }: Readonly<Record<string, SQLOutputValue>>): [] | [[string, RunMark]] {
  const parsed = outcomeSchema.safeParse(outcome);
  if (!parsed.success) return [];
  const verified = discounted === 0 ? 'counts' : 'discounted';
  return [[String(id), parsed.data === 'verified' ? verified : parsed.data]];
}
