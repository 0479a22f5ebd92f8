import type { OccurrenceRow, Reason } from '../../shared/index.ts';
import { absenceAt } from './absence.ts';
import { closed, isSatisfied, isSettled, occurrenceKey, satisfiedBy, skipped } from './journal.ts';
import type { Occurrence } from './occurrences.ts';
import type { Situation } from './situation.ts';
import { backupOf, backupWithin, pausedAt } from './situation.ts';
import { wallOfSlot } from './zone.ts';

/** The most rows written for one gap: a year of nights. Of an hourly schedule after a long absence the oldest go unmentioned. */
const MOST_ROWS = 400;

/**
 * Rows about slots that have not come yet, written before the clock was set back. What was satisfied in that future stays
 * satisfied, but does not prove that the slots before it were told; everything else is taken back.
 */
export function setBack(situation: Situation): {
  readonly withdrawn: readonly OccurrenceRow[];
  readonly kept: readonly OccurrenceRow[];
} {
  const { now, rows, running } = situation;
  const ahead = rows.filter((row) => row.at > now && row.ahead !== true);
  const proven = ahead.flatMap((row): readonly OccurrenceRow[] => {
    const backup = isSatisfied(row) ? undefined : backupOf(situation, row);
    if (backup !== undefined) return [satisfiedBy(row, row, backup, row.why, now)];
    return isSatisfied(row) ? [row] : [];
  });
  const keys = new Set(proven.map(occurrenceKey));
  const withdrawn = ahead.filter(
    (row) => !keys.has(occurrenceKey(row)) && !(row.state === 'running' && running !== undefined),
  );
  return { withdrawn, kept: proven.map((row) => ({ ...row, ahead: true })) };
}

/**
 * One settled row for every slot before the latest one: those that were still open are closed, those nobody looked at
 * (asleep, away) get their reason. That is how each occurrence has either a run or a stated reason.
 * @param latest the slot that is being decided about; absent before the first one
 */
export function overtaken(
  situation: Situation,
  latest: Occurrence | undefined,
  rows: readonly OccurrenceRow[],
): readonly OccurrenceRow[] {
  const { now, running } = situation;
  const key = latest === undefined ? undefined : occurrenceKey(latest);
  const open = rows.filter(
    (row) =>
      row.at <= now &&
      occurrenceKey(row) !== key &&
      !isSettled(row) &&
      !(row.state === 'running' && running !== undefined),
  );
  const settled = open.map((row) => settle(situation, row));
  return latest === undefined || latest.first === true ? settled : [...settled, ...missed(situation, latest, rows)];
}

/** A backup that started between a slot and the next one stands for it, also when its row was lost in a crash. */
function settle(situation: Situation, row: OccurrenceRow): OccurrenceRow {
  const until = situation.occurrences.next(row.at)?.at ?? Infinity;
  const backup = backupOf(situation, row) ?? backupWithin(situation, row.at, until);
  return backup === undefined ? closed(row, situation.now) : satisfiedBy(row, row, backup, row.why, situation.now);
}

function missed(situation: Situation, latest: Occurrence, rows: readonly OccurrenceRow[]): readonly OccurrenceRow[] {
  const { now, occurrences } = situation;
  const passed = occurrences.within(knownUntil(situation, latest, rows), latest.at - 1, MOST_ROWS);
  if (passed.length === 0) return [];
  const known = new Set(rows.map(occurrenceKey));
  return passed.flatMap((occurrence, index) => {
    if (known.has(occurrenceKey(occurrence))) return [];
    const until = passed[index + 1]?.at ?? latest.at;
    const backup = backupWithin(situation, occurrence.at, until);
    const why = reasonOf(situation, occurrence.at);
    if (backup !== undefined) return [satisfiedBy(undefined, occurrence, backup, why, now)];
    return [skipped(occurrence, why, now)];
  });
}

/** The newest row before the latest slot: everything up to there has been told. */
function knownUntil(situation: Situation, latest: Occurrence, rows: readonly OccurrenceRow[]): number {
  const { now, since, backups, occurrences } = situation;
  const begin = since > now ? latest.at : since - 1;
  const telling = rows.filter(({ ahead }) => ahead !== true);
  // A local slot keeps its name, not its instant, when the computer travels: it is compared by name.
  const here = telling.filter(({ zone, slot }) => zone === latest.zone && slot < latest.slot);
  const newest = here.reduce((one, { slot }) => (slot > one ? slot : one), '');
  const elsewhere = telling.filter(({ zone, at }) => zone !== latest.zone && at < latest.at);
  const told = [
    ...elsewhere.map(({ at }) => at),
    ...(newest === '' ? [] : [occurrences.zone.instantOf(wallOfSlot(newest)).at]),
  ];
  if (told.length > 0) return Math.max(begin, ...told);
  // A journal without a row knows nothing (it may have been lost): what an existing backup stands behind is not called missed.
  return Math.max(begin, ...backups.map(({ startedAt }) => startedAt).filter((at) => at <= latest.at));
}

function reasonOf(situation: Situation, at: number): Reason {
  const { pauses, stop, running } = situation;
  if (pausedAt(pauses, at)) return 'paused';
  const absence = absenceAt(situation, at);
  if (absence !== undefined) return absence.why;
  if (stop !== undefined && stop.at <= at) return 'needs-you';
  return running !== undefined && running.startedAt <= at ? 'busy' : 'not-running';
}
