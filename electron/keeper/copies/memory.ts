import { z } from 'zod';
import { errorReportSchema, type History } from '../../records/index.ts';

const moment = z.iso.datetime();

/** What is remembered of a device's copies in one place, for the time when nobody can look. ISO 8601, UTC. */
const copyNoteSchema = z
  .object({
    /** When the newest backup that lies there was taken. */
    newest: moment.optional(),
    /** Backups that are not there yet, and when the oldest of them was taken. */
    behind: z.int().nonnegative(),
    since: moment.optional(),
    /** When it was first seen to be behind, without a break since: a place that is new is not overdue at once. */
    behindFrom: moment.optional(),
    problem: errorReportSchema.optional(),
    lookedAt: moment,
  })
  .readonly();
export type CopyNote = z.infer<typeof copyNoteSchema>;

type Notes = Pick<History, 'notes'>;

export function recallCopies({ notes }: Notes, pairId: string): CopyNote | undefined {
  return copyNoteSchema.safeParse(notes.get('copy', pairId)).data;
}

/** All of them, by pair. */
export function recallAllCopies({ notes }: Notes): ReadonlyMap<string, CopyNote> {
  const known = [...notes.all('copy')].flatMap(([id, record]) => {
    const note = copyNoteSchema.safeParse(record).data;
    return note === undefined ? [] : [[id, note] as const];
  });
  return new Map(known);
}

export function rememberCopies({ notes }: Notes, pairId: string, note: CopyNote): void {
  notes.put('copy', pairId, note);
}

/** Backups have come into a folder past the run that copies what it stores: they are behind until somebody has looked. */
export function noteUncopied(history: Notes, pairId: string, takenAt: readonly string[], now: Date): void {
  const known = recallCopies(history, pairId);
  const [oldest] = takenAt.toSorted();
  // Nobody ever looked: that is worth a try as it is.
  if (known === undefined || oldest === undefined) return;
  rememberCopies(history, pairId, {
    ...known,
    behind: known.behind + takenAt.length,
    since: known.since ?? oldest,
    behindFrom: known.behindFrom ?? now.toISOString(),
  });
}

/** Of every device and place that is not among `known`: removed, or copied to somewhere else. */
export function dropStrayCopies({ notes }: Notes, known: ReadonlySet<string>): void {
  for (const id of notes.all('copy').keys()) if (!known.has(id)) notes.remove('copy', id);
}
