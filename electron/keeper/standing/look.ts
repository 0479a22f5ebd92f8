import type { DeviceRecord, Run } from '../../records/index.ts';
import {
  due,
  type Connection,
  type Due,
  moment,
  nextMoment,
  type Phrase,
  protection,
  type Protection,
  protectionSentence,
  type Situation,
} from '../../schedule/index.ts';
import type { KeeperPorts } from '../ports.ts';
import type { DeviceView, ProtectionView } from '../types.ts';
import { situationOf, type Moment } from './situation.ts';

/** One look at one device: what is to be done, how safe it is, and how that is said. */
export interface Look {
  readonly situation: Situation;
  readonly verdict: Due;
  readonly protection: Protection;
  readonly sentence: Phrase;
  /** When to look again if nothing happens before; Infinity for never. */
  readonly nextAt: number;
}

export interface LookOptions {
  readonly connection?: Connection | undefined;
  readonly scheduled: boolean;
  /** Of the device, where it was asked for already. */
  readonly newestRun?: Run | undefined;
}

/** @param scheduled whether somebody watches who would act: without, nothing is promised to start soon */
export function lookAt(
  ports: Pick<KeeperPorts, 'history'>,
  device: DeviceRecord,
  at: Moment,
  { connection, scheduled, newestRun }: LookOptions,
): Look {
  const situation = situationOf(ports, device, at, connection, newestRun);
  const verdict = due(situation);
  const found = protection(situation, verdict);
  const standing = scheduled ? found : withoutPromise(found);
  return {
    situation,
    verdict,
    protection: standing,
    sentence: protectionSentence(device.name, standing, at.calendar, at.now),
    nextAt: nextMoment(verdict, standing),
  };
}

function withoutPromise(found: Protection): Protection {
  const { soon, ...rest } = found;
  return soon === undefined ? found : rest;
}

export function protectionView({ protection: found, sentence }: Pick<Look, 'protection' | 'sentence'>): ProtectionView {
  const base = { state: found.state, sentence: sentence.text };
  switch (found.state) {
    case 'needs-you':
      return { ...base, since: iso(found.since), error: found.error };
    case 'failing':
      return {
        ...base,
        since: iso(found.since),
        error: found.error,
        final: found.final,
        ...(found.retryAt === undefined ? {} : { retryAt: iso(found.retryAt) }),
      };
    case 'overdue':
    case 'running':
    case 'paused':
      return { ...base, since: iso(found.since) };
    case 'never':
    case 'protected':
      return base;
  }
}

/** The slot that will run next: none while the device waits for its user or is paused beyond it. */
export function nextRunOf(
  { state, pause, next }: Protection,
  { now, calendar }: Pick<Moment, 'now' | 'calendar'>,
): Pick<DeviceView, 'nextRun' | 'nextRunText'> {
  if (next === undefined || state === 'needs-you') return {};
  if (pause !== undefined && (pause.until ?? Infinity) > next.at) return {};
  const { text } = moment(next.at, now, calendar.zone(next.zone), calendar.localZone);
  return { nextRun: iso(next.at), nextRunText: text };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
