import { linkedController, type OccurrenceRow } from '../../../shared/index.ts';
import type { DeviceRecord } from '../../records/index.ts';
import { ANSWERED, knockDelay, NEW_CONNECTION, occurrenceKey, unanswered } from '../../schedule/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { lookAt, type Look } from '../standing/look.ts';
import type { Moment } from '../standing/situation.ts';
import type { BackupResult, WatchEvent } from '../types.ts';
import type { DeviceState } from './device-state.ts';
import { writeRows } from './journal-entry.ts';
import { knock } from './knock.ts';
import { lookForTrusted, waitsForItsCertificate } from './returned.ts';
import { AT_ONCE, MOST_ASIDE, SLOW_MS } from '../run-turns.ts';
import { runOccurrence } from './run-occurrence.ts';

/** A run of another process may die without a word: its lock has to be looked at. */
const OTHERS_RUN_MS = 60_000;

/** After a run that could not even begin: the records are in trouble, or another process was faster. */
const NOT_BEGUN_MS = 30_000;

/** What a round works with. */
export interface Watching {
  readonly ports: KeeperPorts;
  readonly states: Map<string, DeviceState>;
  readonly acting: () => boolean;
  readonly isEnding: () => boolean;
  /** Aborted when the program ends. */
  readonly signal: AbortSignal;
  readonly emit: (event: WatchEvent) => void;
  readonly wake: () => void;
  /** Knocks and runs under way, with when they began. */
  readonly tasks: Map<Promise<void>, number>;
  readonly results: BackupResult[];
  readonly nightSentence: (row: OccurrenceRow) => string;
}

/** Whether it is worth looking at a device now: one that waits for room has nothing to gain from being looked at before there is some. */
export function isToBeAttended({ tasks }: Watching, state: DeviceState, now: number): boolean {
  return state.nextAt <= now && !(state.queued && isFull(tasks, now));
}

/** Looks at one device, writes down what was decided, and begins what is to be done. @returns whether anything is another than before */
export function attend(watching: Watching, device: DeviceRecord, state: DeviceState, moment: Moment): boolean {
  const { ports } = watching;
  const look = lookAt(ports, device, moment, { connection: state.connection, scheduled: true });
  const changed = !isAsBefore(state.look, look);
  state.look = look;
  state.nextAt = look.nextAt;
  const { decision } = look.verdict;
  if (!watching.acting()) return changed;
  // The run under way here will say itself how it ended.
  if (state.busy?.kind === 'run') return changed;
  writeRows(ports, device.id, look.verdict);
  for (const row of look.verdict.rows) {
    const sentence = watching.nightSentence(row);
    watching.emit({ kind: 'night', deviceId: device.id, device: device.name, state: row.state, sentence });
  }
  if (decision.kind === 'wait' && decision.for === 'run') {
    state.nextAt = Math.min(state.nextAt, moment.now + OTHERS_RUN_MS);
  }
  if (decision.kind === 'run') act(watching, device, state, decision.knock ? 'knock' : 'run');
  if (decision.kind === 'nothing' && waitsForItsCertificate(device) && state.lookedFor !== slotOf(look)) {
    act(watching, device, state, 'look');
  }
  return changed || look.verdict.rows.length > 0;
}

/** Whether nothing is to be told or shown anew. A sentence may stay the same when the last try has failed. */
function isAsBefore(before: Look | undefined, { sentence, protection }: Look): boolean {
  if (before === undefined) return false;
  return (
    before.sentence.text === sentence.text &&
    before.protection.state === protection.state &&
    isFinal(before.protection) === isFinal(protection)
  );
}

function isFinal(protection: Look['protection']): boolean {
  return protection.state === 'failing' && protection.final;
}

/**
 * As many devices are knocked at or backed up as there are turns for a run; those that take long are counted apart, as there.
 * Room is made by whoever ends, and by the look of each minute for those that hang.
 */
function isFull(tasks: Watching['tasks'], now: number): boolean {
  const quick = [...tasks.values()].filter((begun) => now - begun < SLOW_MS).length;
  return quick >= AT_ONCE || tasks.size >= AT_ONCE + MOST_ASIDE;
}

function act(watching: Watching, device: DeviceRecord, state: DeviceState, what: 'run' | 'knock' | 'look'): void {
  state.nextAt = Infinity;
  if (state.busy !== undefined) return;
  const now = watching.ports.clock.now();
  state.queued = isFull(watching.tasks, now);
  if (state.queued) {
    // Whoever ends first makes room.
    state.nextAt = -Infinity;
    return;
  }
  const stop = linkedController(watching.signal);
  state.busy = { kind: what === 'run' ? 'run' : 'knock', cancel: () => stop.abort() };
  const { signal } = stop;
  const work = WORKS[what](watching, device, state, signal);
  const task: Promise<void> = work.finally(() => {
    stop.release();
    delete state.busy;
    watching.tasks.delete(task);
    watching.wake();
  });
  watching.tasks.set(task, now);
}

const WORKS = { run, knock: knockAt, look: lookAgain };

/** The latest slot that has come. */
function slotOf({ verdict: { occurrence } }: Look): string {
  return occurrence === undefined ? '' : occurrenceKey(occurrence);
}

/** At each slot, wake and change of the network, until the trusted certificate answers; while nobody does, as after any of these. */
async function lookAgain(
  { ports }: Watching,
  device: DeviceRecord,
  state: DeviceState,
  signal: AbortSignal,
): Promise<void> {
  const slot = state.look === undefined ? '' : slotOf(state.look);
  const found = await lookForTrusted(ports, device, signal).catch(() => undefined);
  if (found === undefined) return;
  if (found === 'nobody') {
    const now = ports.clock.now();
    state.connection = unanswered(state.connection, now);
    state.nextAt = now + knockDelay(state.connection.knocks);
    return;
  }
  state.nextAt = -Infinity;
  state.lookedFor = slot;
  if (found === 'trusted') ports.bell.ring(device.id);
}

async function knockAt(
  { ports, emit }: Watching,
  device: DeviceRecord,
  state: DeviceState,
  signal: AbortSignal,
): Promise<void> {
  const answered = await knock(ports, device, signal).catch(() => undefined);
  if (answered === undefined) return;
  state.nextAt = -Infinity;
  if (answered) state.connection = ANSWERED;
  else {
    if (state.connection.knocks === 0) {
      emit({ kind: 'waiting', deviceId: device.id, device: device.name, for: 'network' });
    }
    state.connection = unanswered(state.connection, ports.clock.now());
  }
}

async function run(watching: Watching, device: DeviceRecord, state: DeviceState, signal: AbortSignal): Promise<void> {
  const { ports, emit } = watching;
  const { verdict } = state.look ?? {};
  if (verdict?.occurrence === undefined || verdict.decision.kind !== 'run') return;
  const { how } = verdict.decision;
  const about = { deviceId: device.id, device: device.name };
  const { result, row } = await runOccurrence(ports, {
    device,
    occurrence: verdict.occurrence,
    verdict,
    signal,
    isEnding: watching.isEnding,
    onBegin: () => emit({ kind: 'run-started', ...about, how }),
    onProgress: (progress) => emit({ kind: 'progress', ...about, progress }),
  });
  state.nextAt = row === undefined ? ports.clock.now() + NOT_BEGUN_MS : -Infinity;
  if (row === undefined) return;
  watching.results.push(result);
  if (!result.ok && result.error.code === 'tls/identity-changed') state.lookedFor = occurrenceKey(row);
  emit({ kind: 'run-ended', ...about, result });
  emit({ kind: 'night', ...about, state: row.state, sentence: watching.nightSentence(row) });
}

/** Forgets what is known about the way to every device: after a sleep, a start, a change of the network. */
export function forgetConnections(states: Iterable<DeviceState>): void {
  for (const state of states) {
    state.connection = NEW_CONNECTION;
    state.nextAt = -Infinity;
    delete state.lookedFor;
  }
}
