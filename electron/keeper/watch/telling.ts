import { toldSchema, type Told } from '../../../shared/index.ts';
import { alarmMessages } from '../alarms/messages.ts';
import type { CopyWatch, TellingWays } from '../copies/copy-watch.ts';
import type { Settings } from '../../records/index.ts';
import {
  actionId,
  storedSentence,
  tell,
  type Notification,
  type TellSettings,
  type ToldAbout,
} from '../../schedule/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { tellUnsoundBy, unsoundMessages } from '../scrub/index.ts';
import type { Moment } from '../standing/situation.ts';
import type { WatchEvent, WatchNotification } from './types.ts';

export interface TellingParts {
  readonly ports: KeeperPorts;
  readonly copies: CopyWatch;
  readonly emit: (event: WatchEvent) => void;
}

/**
 * Tells what there is to tell by now, of backups and of copies: to the desktop where notifications are shown, to alarms
 * outside where the schedule is run. What was told is remembered before it is shown.
 * @returns when there may be something to tell by time alone; Infinity for never
 */
export async function tellAll(
  parts: TellingParts,
  devices: readonly ToldAbout[],
  moment: Moment,
  ways: TellingWays,
): Promise<number> {
  const { ports, copies, emit } = parts;
  const { settings, now } = moment;
  const { quietHours, tellSuccess } = settings;
  const moments: (number | undefined)[] = [];
  if (ways.desktop) {
    const wanted = { ...(quietHours === undefined ? {} : { quietHours }), success: tellSuccess === true };
    const { notifications, nextAt } = tellBy(ports, 'desktop', devices, wanted, moment);
    moments.push(nextAt);
    for (const one of notifications) emit({ kind: 'notification', notification: shown(one) });
  }
  if (ways.outside) {
    // Who listens outside has quiet hours of their own; a success is told by the dead-man's-switch.
    const { notifications, nextAt } = tellBy(ports, 'outside', devices, { success: false }, moment);
    moments.push(nextAt);
    for (const one of notifications) {
      await ports.alarms.tell(alarmMessages(one, devices, now));
      await giveUp(ports, settings, one, devices);
    }
  }
  moments.push(await tellStored(parts, moment, ways));
  const told = copies.tell(moment, ways);
  moments.push(told.nextAt);
  for (const one of told.notifications) emit({ kind: 'notification', notification: shown(one) });
  if (told.messages.length > 0) await ports.alarms.tell(told.messages);
  return Math.min(...moments.map((at) => at ?? Infinity));
}

/** Stored backups that were found damaged or missing, and sound again. @returns when to ask again by time alone */
export async function tellStored(
  { ports, emit }: Pick<TellingParts, 'ports' | 'emit'>,
  moment: Pick<Moment, 'settings' | 'calendar' | 'now'>,
  ways: TellingWays,
): Promise<number | undefined> {
  const moments: (number | undefined)[] = [];
  if (ways.desktop) {
    const { notifications, nextAt } = tellUnsoundBy(ports, 'unsound-desktop', moment);
    moments.push(nextAt);
    for (const one of notifications) emit({ kind: 'notification', notification: shown(one) });
  }
  if (ways.outside) {
    const telling = tellUnsoundBy(ports, 'unsound-outside', moment);
    moments.push(telling.nextAt);
    for (const { deviceId, name, ...note } of telling.notes) {
      emit({ kind: 'stored', deviceId, device: name, sentence: storedSentence(note) });
    }
    const messages = unsoundMessages(ports, telling, moment.now);
    if (messages.length > 0) await ports.alarms.tell(messages);
  }
  const ahead = moments.filter((at) => at !== undefined);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}

/** A way of telling has a memory of its own. */
function tellBy(
  { history }: KeeperPorts,
  way: 'desktop' | 'outside',
  devices: readonly ToldAbout[],
  settings: TellSettings,
  { calendar, now }: Moment,
): ReturnType<typeof tell> {
  // What cannot be read was never told: better twice than not at all.
  const before: Told = toldSchema.safeParse(history.notes.get('told', way)).data ?? {};
  const telling = tell(devices, before, settings, calendar, now);
  if (JSON.stringify(telling.told) !== JSON.stringify(before)) history.notes.put('told', way, telling.told);
  return telling;
}

/** The dead-man's-switch of a device need not run out when it is known already that no backup will come. */
async function giveUp(
  { alarms }: KeeperPorts,
  settings: Settings,
  { kind, deviceIds }: Notification,
  devices: readonly ToldAbout[],
): Promise<void> {
  if (kind !== 'needs-you' && kind !== 'failed') return;
  for (const { deviceId, protection } of devices) {
    if (!deviceIds.includes(deviceId) || !('error' in protection)) continue;
    const device = settings.devices.find(({ id }) => id === deviceId);
    if (device !== undefined) await alarms.runGaveUp(device, protection.error.code);
  }
}

function shown({
  kind,
  deviceIds,
  title,
  body,
  action,
}: Omit<Notification, 'kind'> & { kind: string }): WatchNotification {
  return { kind, deviceIds, title, body, action: actionId(action) };
}
