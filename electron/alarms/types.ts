import type { LookupAddress } from 'node:dns';
import { z } from 'zod';
import { ERROR_CODES, type AlarmKind, type AlarmState, type Clock, type ErrorCode } from '../../shared/index.ts';

/**
 * What leaves this computer is built from these facts alone: the device's name, times, counts and an error's code.
 * Error sentences stay inside: they name hosts, accounts and folders.
 */
const deviceSchema = z.object({ id: z.string(), name: z.string() }).readonly();
export type AlarmDevice = z.infer<typeof deviceSchema>;

const momentSchema = z.iso.datetime();
const codeSchema = z.enum(ERROR_CODES as [ErrorCode, ...ErrorCode[]]);

/** What a dead-man's-switch is told about one run. Times are ISO 8601, UTC. */
export const runSignalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), at: momentSchema }).readonly(),
  /** Only after the stored backup was verified: this is what the switch waits for. */
  z
    .object({
      kind: z.literal('success'),
      at: momentSchema,
      verified: z.literal(true),
      bytes: z.int().nonnegative(),
      changed: z.boolean().nullable(),
      durationMs: z.int().nonnegative(),
    })
    .readonly(),
  /** Only when the retries of the occurrence are used up or the device needs its user: it alarms at once. */
  z.object({ kind: z.literal('fail'), at: momentSchema, code: codeSchema }).readonly(),
]);
export type RunSignal = z.infer<typeof runSignalSchema>;

const aboutDevice = { at: momentSchema, device: deviceSchema, lastVerifiedAt: momentSchema.nullable() };

/** A failure or a recovery, as the telling policy decided it. `lastVerifiedAt` is null where there is no backup yet. */
export const alarmMessageSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('failing'), ...aboutDevice, code: codeSchema }).readonly(),
  z.object({ event: z.literal('needs-you'), ...aboutDevice, code: codeSchema }).readonly(),
  z.object({ event: z.literal('overdue'), ...aboutDevice }).readonly(),
  /** `place` is the short name of the second place, never its path. */
  z
    .object({ event: z.literal('copies-overdue'), ...aboutDevice, place: z.string(), behind: z.int().positive() })
    .readonly(),
  z.object({ event: z.literal('copies-recovered'), ...aboutDevice, place: z.string() }).readonly(),
  /** Stored backups were found damaged or missing. */
  z.object({ event: z.literal('stored-damaged'), ...aboutDevice, damaged: z.int().positive() }).readonly(),
  z.object({ event: z.literal('stored-sound'), ...aboutDevice }).readonly(),
  z.object({ event: z.literal('recovered'), ...aboutDevice }).readonly(),
]);
export type AlarmMessage = z.infer<typeof alarmMessageSchema>;

/** One alarm as it is configured. The address works like a password: whoever has it can use it. */
export interface AlarmTarget {
  readonly kind: AlarmKind;
  /** As `parseAlarmUrl` returned it. */
  readonly url: string;
}

/** Keeps small records over restarts. Records hold no address and no secret; what is read back is parsed here. */
export interface AlarmStore {
  /** Every record that was put and not removed. */
  readonly list: () => Promise<readonly unknown[]>;
  /** Creates or replaces. `record` is plain JSON. */
  readonly put: (id: string, record: object) => Promise<void>;
  /** Removing what is not there is fine. */
  readonly remove: (id: string) => Promise<void>;
  /** The right to deliver from this store; undefined while another process has it. Call the result to give it back. */
  readonly claim: () => (() => void) | undefined;
}

/** Milliseconds, by phase. */
export interface AlarmTimeouts {
  /** Finding the address, connecting, TLS, sending, waiting for the head of the answer. */
  readonly answer: number;
  /** The rest of the answer, of which little is read. */
  readonly body: number;
}

/** The way out; each part may be replaced, what is left out is the real thing. */
export interface AlarmNetwork {
  readonly lookup: (host: string) => Promise<readonly LookupAddress[]>;
  /** Certificates in PEM form of the authorities that vouch for servers. */
  readonly authorities: () => readonly string[];
  readonly timeouts: AlarmTimeouts;
}

export interface AlarmPorts {
  readonly clock: Clock;
  /** Environment variables, for proxies; ignored for addresses of the local network. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly store: AlarmStore;
  /** What an id stands for now; undefined once it is no longer configured: what waits for it is dropped. */
  readonly target: (targetId: string) => Promise<AlarmTarget | undefined>;
  readonly randomId: () => string;
  readonly network?: Partial<AlarmNetwork>;
}

export type AlarmTestResult = {
  readonly targetId: string;
  /** Host and port; empty where the address cannot be read. */ readonly host: string;
} & (
  | { readonly ok: true }
  /** A plain sentence. */
  | { readonly ok: false; readonly problem: string }
);

/** Alarms outside this computer. Nothing here delays or fails a backup: only `sendTest` waits for the network and may throw. */
export interface Alarms {
  /**
   * Tells a dead-man's-switch about a run, in the background. Resolves once it is remembered; never rejects.
   * A later signal of the same target replaces earlier ones that still wait.
   */
  readonly signal: (targetId: string, device: AlarmDevice, signal: RunSignal) => Promise<void>;
  /** Tells webhooks and ntfy topics, in the background. Resolves once it is remembered; never rejects. */
  readonly tell: (targetIds: readonly string[], message: AlarmMessage) => Promise<void>;
  /** Tries what is due now. Resolves when all of it was tried once; never rejects. Not to be awaited by a backup. */
  readonly deliverDue: () => Promise<void>;
  /** Before a process ends: delivers and retries for at most `patience` ms. What is left stays remembered. Never rejects. */
  readonly settle: (patience: number, signal: AbortSignal) => Promise<void>;
  /** When `deliverDue` is worth calling again, in milliseconds since 1970; undefined when nothing waits. */
  readonly nextAttemptAt: () => Promise<number | undefined>;
  /** How each target stands of which something is known. */
  readonly states: () => Promise<readonly AlarmState[]>;
  /**
   * One attempt at each target, now. A dead-man's-switch gets a log entry: a success that no backup earned would hush it.
   * @throws KeepError cancelled
   */
  readonly sendTest: (targetIds: readonly string[], signal: AbortSignal) => Promise<readonly AlarmTestResult[]>;
  /** Breaks off what is under way; it stays remembered. */
  readonly close: () => Promise<void>;
}
