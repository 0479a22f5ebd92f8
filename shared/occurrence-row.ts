import { z } from 'zod';
import { ERROR_CODES } from './errors.ts';
import { triggerSchema } from './models.ts';

/**
 * The journal of a device: one row per occurrence of its schedule, from the first decision about it to the last.
 * All instants are milliseconds since 1970.
 */

/** What a date can be. */
const LATEST = 8_640_000_000_000_000;
const instant = z.int().min(-LATEST).max(LATEST);

/** Characters of a sentence. */
const LONGEST_TEXT = 10_000;
/** Tries for one slot. */
const MOST_ATTEMPTS = 10_000;

const failureSchema = z
  .object({
    code: z.enum(ERROR_CODES),
    message: z.string().max(LONGEST_TEXT),
    hint: z.string().max(LONGEST_TEXT),
    retry: z.enum(['now', 'later', 'never']),
  })
  .readonly();

/** One run for an occurrence. */
const attemptSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('running'), startedAt: instant }).readonly(),
  z.object({ outcome: z.literal('verified'), startedAt: instant, endedAt: instant }).readonly(),
  z.object({ outcome: z.literal('failed'), startedAt: instant, endedAt: instant, error: failureSchema }).readonly(),
  /** The program or the computer stopped in the middle of it. */
  z.object({ outcome: z.literal('interrupted'), startedAt: instant, endedAt: instant }).readonly(),
  /** The user stopped it. */
  z.object({ outcome: z.literal('cancelled'), startedAt: instant, endedAt: instant }).readonly(),
]);
export type Attempt = z.infer<typeof attemptSchema>;

/** A verified backup, as far as the schedule needs to know it. */
const backupFactsSchema = z
  .object({
    startedAt: instant,
    verifiedAt: instant,
    trigger: triggerSchema,
    bytes: z.int().nonnegative(),
    /** Whether the settings differ from the backup before; null for the first. */
    changed: z.boolean().nullable(),
  })
  .readonly();
export type BackupFacts = z.infer<typeof backupFactsSchema>;

/** Why an occurrence did not run when it fell due. */
const reasonSchema = z.enum([
  'asleep',
  'not-running',
  'clock-moved',
  'paused',
  'network',
  'needs-you',
  'busy',
  /** The next slot came before the device's turn in the spread start of a fleet. */
  'overtaken',
  'cancelled',
]);
export type Reason = z.infer<typeof reasonSchema>;

const base = {
  /** The calendar slot, "2026-03-29T02:30"; with `zone` the identity of the occurrence, which no clock can change. */
  slot: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/),
  /** `local`, or the named zone of the schedule. */
  zone: z.string().min(1).max(100),
  /** When it fell due, as the clock and zone were then. */
  at: instant,
  /** The backup right after a device was added, which no calendar knows. */
  first: z.literal(true).optional(),
  /** The clock was set back behind this slot afterwards: that it has a row does not mean that those before it have. */
  ahead: z.literal(true).optional(),
  decidedAt: instant,
  /** Absent when it ran, or first tried to, on time. */
  why: reasonSchema.optional(),
  attempts: z.array(attemptSchema).max(MOST_ATTEMPTS).readonly(),
  /** What it last waited for, and since when: its turn in a fleet, the end of another run, the network, the user, the end of a pause. */
  waited: z
    .object({ for: z.enum(['turn', 'run', 'network', 'you', 'resume']), since: instant })
    .readonly()
    .optional(),
};

export const occurrenceRowSchema = z.discriminatedUnion('state', [
  /** Not decided yet: waits for the network, the user, the end of a pause, or the next try at `until`. */
  z.object({ ...base, state: z.literal('waiting'), until: instant.optional() }).readonly(),
  z.object({ ...base, state: z.literal('running') }).readonly(),
  /** Its run was cut; it is due again. */
  z.object({ ...base, state: z.literal('interrupted') }).readonly(),
  z.object({ ...base, state: z.literal('ran'), backup: backupFactsSchema }).readonly(),
  z.object({ ...base, state: z.literal('caught-up'), backup: backupFactsSchema }).readonly(),
  /** A backup by hand that started after the slot stands for it. */
  z.object({ ...base, state: z.literal('covered'), backup: backupFactsSchema }).readonly(),
  /** Every try failed. */
  z.object({ ...base, state: z.literal('failed') }).readonly(),
  /** Never tried; a later occurrence stands for it, or the user wanted none. */
  z.object({ ...base, state: z.literal('skipped'), why: reasonSchema }).readonly(),
]);
export type OccurrenceRow = z.infer<typeof occurrenceRowSchema>;
