import { z } from 'zod';
import { alarmDeliverySchema, type AlarmDelivery } from '../../shared/index.ts';
import { alarmMessageSchema, runSignalSchema } from './types.ts';

/** What is to be told, as facts: words are chosen when it is sent, the address is looked up then. */
const contentSchema = z.discriminatedUnion('type', [
  z
    .object({
      type: z.literal('signal'),
      device: z.object({ id: z.string(), name: z.string() }).readonly(),
      signal: runSignalSchema,
    })
    .readonly(),
  z.object({ type: z.literal('message'), message: alarmMessageSchema }).readonly(),
]);
export type Content = z.infer<typeof contentSchema>;

/** A delivery that is still to be made, as it lies in the store. Times are milliseconds since 1970. */
export const pendingSchema = z
  .object({
    record: z.literal('pending'),
    id: z.string().min(1),
    targetId: z.string(),
    /** Rises with every delivery to this target, whatever the clock does. */
    order: z.int(),
    queuedAt: z.number(),
    attempts: z.int().nonnegative(),
    nextAt: z.number(),
    content: contentSchema,
  })
  .readonly();
export type Pending = z.infer<typeof pendingSchema>;

/** The last attempt at a target, as it lies in the store. */
export const lastSchema = z
  .object({ record: z.literal('last'), targetId: z.string(), delivery: alarmDeliverySchema })
  .readonly();
export type Last = z.infer<typeof lastSchema>;

export function lastId(targetId: string): string {
  return `last:${targetId}`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Milliseconds from one attempt to the next; the last one stays. */
const WAITS = [5_000, 30_000, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR] as const;
const LONGEST_WAIT = 4 * HOUR;

const MOST_ATTEMPTS = 30;

/**
 * Milliseconds until a delivery is given up. A success that arrives half a day late would hush the switch for a night
 * that nobody can vouch for; a start says nothing any more once the run is over.
 */
function lifetime(content: Content): number {
  if (content.type === 'message') return 72 * HOUR;
  return content.signal.kind === 'start' ? 10 * MINUTE : 12 * HOUR;
}

export function isOver({ content, queuedAt, attempts }: Pending, now: number): boolean {
  return attempts >= MOST_ATTEMPTS || now - queuedAt > lifetime(content);
}

/** A moment further away than any wait comes from a clock that was set back: it is due. */
export function isDue({ nextAt }: Pending, now: number): boolean {
  return nextAt <= now || nextAt - now > LONGEST_WAIT;
}

export function afterFailure(pending: Pending, now: number): Pending {
  const wait = WAITS[pending.attempts] ?? LONGEST_WAIT;
  return { ...pending, attempts: pending.attempts + 1, nextAt: now + wait };
}

export function whatOf(content: Content): AlarmDelivery['what'] {
  return content.type === 'signal' ? content.signal.kind : content.message.event;
}
