import type { Absence, BackupFacts, OccurrenceRow } from '../../../shared/index.ts';
import type { DeviceRecord, Run, Settings } from '../../records/index.ts';
import {
  ANSWERED,
  type Calendar,
  type Connection,
  NEW_CONNECTION,
  type Situation,
  unanswered,
} from '../../schedule/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { pausesOf, scheduleOf, sinceOf } from './plan.ts';

/** What is the same for all devices at one look. */
export interface Moment {
  readonly now: number;
  readonly calendar: Calendar;
  readonly settings: Settings;
  readonly absences: readonly Absence[];
  /** When the desktop session was last unlocked, or the watch began. */
  readonly unlockedAt?: number | undefined;
  /** 1 where nothing is to be spread. */
  readonly fleetSize: number;
}

const NEWEST_ROWS = 50;
const NEWEST_BACKUPS = 10;

export function momentOf(ports: KeeperPorts, settings: Settings, calendar: Calendar): Moment {
  return {
    now: ports.clock.now(),
    calendar,
    settings,
    absences: ports.history.absences.since(0),
    fleetSize: settings.devices.length,
  };
}

/**
 * Everything a decision about one device rests on, read from settings and history.
 * @param connection what a watch knows about the way to the device; somebody who only displays goes by the journal
 * @param newestRun of the device, where it was asked for already
 */
export function situationOf(
  { history }: Pick<KeeperPorts, 'history'>,
  device: DeviceRecord,
  { now, calendar, settings, absences, unlockedAt, fleetSize }: Moment,
  connection?: Connection,
  newestRun: Run | undefined = history.listRuns({ deviceId: device.id, limit: 1 })[0],
): Situation {
  const rows = history.journal.around(device.id, now, NEWEST_ROWS);
  const backups = history.listRuns({ deviceId: device.id, counting: true, limit: NEWEST_BACKUPS });
  const oldest = rows.reduce((least, { at }) => Math.min(least, at), now);
  return {
    now,
    deviceId: device.id,
    occurrences: calendar.of(scheduleOf(settings, device)),
    since: sinceOf(settings, device),
    firstBackup: device.noFirstBackup !== true,
    rows,
    backups: backups.map(factsOf),
    ...(newestRun?.outcome === 'running' ? { running: { startedAt: Date.parse(newestRun.startedAt) } } : {}),
    ...(device.stop === undefined ? {} : { stop: { at: Date.parse(device.stop.at), error: device.stop.error } }),
    ...(device.clearedAt === undefined ? {} : { clearedAt: Date.parse(device.clearedAt) }),
    ...(unlockedAt === undefined ? {} : { unlockedAt }),
    pauses: pausesOf(settings, device),
    absences: rows.length === 0 ? absences : absences.filter(({ until }) => until >= oldest),
    connection: connection ?? connectionIn(rows, now),
    fleetSize,
  };
}

function connectionIn(rows: readonly OccurrenceRow[], now: number): Connection {
  const waits = rows.some(({ state, waited }) => state === 'waiting' && waited?.for === 'network');
  return waits ? unanswered(NEW_CONNECTION, now) : ANSWERED;
}

/** A verified run as the schedule needs to know it. */
export function factsOf({ startedAt, endedAt, trigger, bytes, changed }: Run): BackupFacts {
  return {
    startedAt: Date.parse(startedAt),
    verifiedAt: Date.parse(endedAt ?? startedAt),
    trigger,
    bytes: bytes ?? 0,
    changed: changed ?? null,
  };
}
