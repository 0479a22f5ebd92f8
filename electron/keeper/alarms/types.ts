import type { AlarmState, ErrorCode } from '../../../shared/index.ts';
import type { AlarmMessage, AlarmTestResult } from '../../alarms/index.ts';
import type { DeviceRecord } from '../../records/index.ts';

/** What a dead-man's-switch is told of a verified backup. */
export interface VerifiedFacts {
  readonly bytes: number;
  readonly changed: boolean | null;
  /** Milliseconds. */
  readonly durationMs: number;
}

/**
 * The alarms outside this computer, of all devices. A device without an alarm costs nothing: no secret store is opened
 * and nothing is written. Nothing here delays or fails a backup; but for `test` nothing ever rejects.
 */
export interface AlarmDesk {
  /** A scheduled run began. Resolves once it is remembered; delivery goes on in the background. */
  readonly runStarted: (device: DeviceRecord) => Promise<void>;
  /** A backup was verified: the only thing that keeps a dead-man's-switch quiet. */
  readonly runVerified: (device: DeviceRecord, facts: VerifiedFacts) => Promise<void>;
  /** The tries of an occurrence are used up, or the device needs its user: the switch alarms at once. */
  readonly runGaveUp: (device: DeviceRecord, code: ErrorCode) => Promise<void>;
  /** Tells the webhooks and ntfy topics of the device that a message names. Once for each: whoever calls decides that. */
  readonly tell: (messages: readonly AlarmMessage[]) => Promise<void>;
  /** Tries what is due. Resolves when all of it was tried once. */
  readonly deliverDue: () => Promise<void>;
  /** When `deliverDue` is worth calling again, milliseconds since 1970; undefined when nothing waits. */
  readonly nextAttemptAt: () => Promise<number | undefined>;
  /** Before a process ends: delivers what was told through this desk, for at most `patience` milliseconds. */
  readonly settle: (patience: number, signal: AbortSignal) => Promise<void>;
  readonly states: () => Promise<readonly AlarmState[]>;
  /** One test to each, now. @throws KeepError cancelled */
  readonly test: (alarmIds: readonly string[], signal: AbortSignal) => Promise<readonly AlarmTestResult[]>;
  /** Breaks off what is under way; it stays remembered. */
  readonly close: () => Promise<void>;
}
