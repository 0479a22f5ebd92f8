import { toldCopiesSchema, type QuietHours } from '../../../shared/index.ts';
import type { AlarmMessage } from '../../alarms/index.ts';
import {
  activePause,
  copiesOverdueAt,
  tellCopies,
  type CopiesAbout,
  type CopyNote as Note,
  type CopyTelling,
} from '../../schedule/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { pausesOf, scheduleOf } from '../standing/plan.ts';
import type { Moment } from '../standing/situation.ts';
import { recallAllCopies } from './memory.ts';
import { pairsOf, type Pair } from './pairs.ts';

export type CopyMoment = Pick<Moment, 'now' | 'calendar' | 'settings'>;

/** Ways of telling; each has a memory of its own. */
type Way = 'copies-desktop' | 'copies-outside';

/** How every pair of device and place stands, as far as it is worth telling. @param notBefore of a pair, by its id */
export function standingOfAll(
  { history }: KeeperPorts,
  { now, calendar, settings }: CopyMoment,
  notBefore: (pairId: string) => number,
): readonly CopiesAbout[] {
  const notes = recallAllCopies(history);
  return settings.devices.flatMap((device) =>
    pairsOf(settings, device).map((pair): CopiesAbout => {
      const { behind = 0, since, behindFrom, problem } = notes.get(pair.id) ?? {};
      const about = { ...faceOf(pair), behind };
      if (behind === 0 || behindFrom === undefined) return { ...about, paused: false };
      const from = Math.min(Date.parse(behindFrom), now);
      return {
        ...about,
        ...(since === undefined ? {} : { since: Date.parse(since) }),
        overdueAt: Math.max(copiesOverdueAt(from, calendar.of(scheduleOf(settings, device))), notBefore(pair.id)),
        ...(problem === undefined ? {} : { problem }),
        paused: activePause({ pauses: pausesOf(settings, device), now }) !== undefined,
      };
    }),
  );
}

function faceOf({
  id,
  device,
  place,
  name,
}: Pair): Pick<CopiesAbout, 'pairId' | 'deviceId' | 'name' | 'placeId' | 'place'> {
  return { pairId: id, deviceId: device.id, name: device.name, placeId: place.id, place: name };
}

/** Decides what one way of telling says now, and remembers it before anybody says it. */
export function tellBy(
  { history }: KeeperPorts,
  way: Way,
  pairs: readonly CopiesAbout[],
  quietHours: QuietHours | undefined,
  { now, calendar }: CopyMoment,
): CopyTelling {
  const told = toldCopiesSchema.safeParse(history.notes.get('told', way)).data ?? {};
  const telling = tellCopies(pairs, told, quietHours, calendar, now);
  if (JSON.stringify(telling.told) !== JSON.stringify(told)) history.notes.put('told', way, telling.told);
  return telling;
}

/** The same as facts for the outside, without a path or an error's sentence. */
export function copyMessages({ history }: KeeperPorts, notes: readonly Note[], now: number): readonly AlarmMessage[] {
  return notes.map(({ kind, pair }): AlarmMessage => {
    const [last] = history.listRuns({ deviceId: pair.deviceId, counting: true, limit: 1 });
    const about = {
      at: new Date(now).toISOString(),
      device: { id: pair.deviceId, name: pair.name },
      lastVerifiedAt: last === undefined ? null : (last.endedAt ?? last.startedAt),
      place: pair.place,
    };
    return kind === 'recovered'
      ? { event: 'copies-recovered', ...about }
      : { event: 'copies-overdue', ...about, behind: pair.behind };
  });
}
