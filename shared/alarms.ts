import { z } from 'zod';

/** Where an alarm goes: a dead-man's-switch of one device, a webhook with a JSON body, a topic of ntfy. */
export const alarmKindSchema = z.enum(['ping', 'webhook', 'ntfy']);
export type AlarmKind = z.infer<typeof alarmKindSchema>;

/** What may be told outside. Texts, priorities and the `event` of a webhook's body follow from it. */
const alarmEventSchema = z.enum([
  'failing',
  'needs-you',
  'overdue',
  'copies-overdue',
  'copies-recovered',
  'stored-damaged',
  'stored-sound',
  'recovered',
  'test',
]);
export type AlarmEvent = z.infer<typeof alarmEventSchema>;

/** The last attempt to reach a target. Holds no address: of the target only its host may be shown. */
export const alarmDeliverySchema = z
  .object({
    /** ISO 8601, UTC. */
    at: z.iso.datetime(),
    ok: z.boolean(),
    what: z.enum(['start', 'success', 'fail', ...alarmEventSchema.options]),
    /** Host and port it went to. */
    host: z.string(),
    /** A plain sentence; absent when it went well. */
    problem: z.string().optional(),
  })
  .readonly();
export type AlarmDelivery = z.infer<typeof alarmDeliverySchema>;

/** How a target stands, for people. */
export interface AlarmState {
  readonly targetId: string;
  /** Absent until something was sent. */
  readonly last?: AlarmDelivery;
  /** Deliveries that are still tried. */
  readonly waiting: number;
  /** ISO 8601, UTC; when the next of them is tried. */
  readonly nextAttemptAt?: string;
}
