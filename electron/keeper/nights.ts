import { setImmediate } from 'node:timers/promises';
import type { DeviceRecord, Settings } from '../records/index.ts';
import { createCalendar, type Calendar, type Occurrence, type Occurrences } from '../schedule/index.ts';
import { historyEntry } from './history-entry.ts';
import { nightStrip, type PlanOfDay } from './night-strip.ts';
import type { KeeperPorts } from './ports.ts';
import { closeDeadRuns } from './run-record.ts';
import { select } from './selection.ts';
import { scheduleOf, sinceOf } from './standing/plan.ts';
import type { NightStrip, Selection } from './types.ts';

const DAY = 86_400_000;
/** A slot keeps its day also where the computer has travelled since. */
const TRAVELLED = 26 * 3_600_000;
/** A start may lag behind its slot: a fleet is spread. */
const ON_TIME = 15 * 60_000;

/** The last days of each device by the calendar of this place, from the history alone. */
export async function nights(ports: KeeperPorts, selection: Selection, count: number): Promise<readonly NightStrip[]> {
  const settings = await ports.settings.read();
  const calendar = createCalendar(ports.localZone());
  const days = createDays(calendar);
  const strips: NightStrip[] = [];
  for (const device of select(settings, selection)) {
    strips.push(stripOf(ports, settings, device, { calendar, days, count }));
    // Others get their turn in between.
    await setImmediate();
  }
  return strips;
}

interface StripContext {
  readonly calendar: Calendar;
  readonly days: Days;
  readonly count: number;
}

function stripOf(
  ports: KeeperPorts,
  settings: Settings,
  device: DeviceRecord,
  { calendar, days, count }: StripContext,
): NightStrip {
  const now = ports.clock.now();
  closeDeadRuns(ports, device.id);
  const today = days.of(now);
  const since = days.begin(today) - count * DAY - TRAVELLED;
  const { items } = ports.history.timeline({ deviceIds: [device.id], since, limit: -1 });
  const occurrences = calendar.of(scheduleOf(settings, device));
  return {
    deviceId: device.id,
    device: device.name,
    nights: nightStrip({
      today,
      count,
      addedOn: days.of(Date.parse(device.addedAt)),
      entries: items.map((item) => historyEntry(item, { device: device.name, calendar, now })),
      planOf: (date) => planOf(date, days.slots(occurrences, date), { now, since: sinceOf(settings, device), days }),
    }),
  };
}

function planOf(
  date: string,
  slots: readonly Occurrence[],
  { now, since, days }: { readonly now: number; readonly since: number; readonly days: Days },
): PlanOfDay {
  const counting = slots.filter(({ at }) => at > since);
  const ahead = counting.filter(({ at }) => at > now - ON_TIME);
  return {
    unknown: date < days.of(since),
    passed: counting.length > ahead.length,
    ahead: ahead.map(({ slot }) => slot.slice(11)),
  };
}

/** The days of the local calendar; what was worked out for one device serves the others with the same plan. */
interface Days {
  readonly of: (instant: number) => string;
  /** The instant a day begins. */
  readonly begin: (date: string) => number;
  readonly slots: (occurrences: Occurrences, date: string) => readonly Occurrence[];
}

function createDays({ localZone }: Calendar): Days {
  const known = new Map<Occurrences, Map<string, readonly Occurrence[]>>();
  const wall = (date: string): number => Date.parse(`${date}T00:00:00.000Z`);
  const begin = (at: number): number => localZone.instantOf(at).at;
  return {
    of: (instant) => new Date(localZone.wallAt(instant)).toISOString().slice(0, 10),
    begin: (date) => begin(wall(date)),
    slots: (occurrences, date) => {
      const byDate = known.get(occurrences) ?? new Map<string, readonly Occurrence[]>();
      known.set(occurrences, byDate);
      const found = byDate.get(date) ?? occurrences.within(begin(wall(date)) - 1, begin(wall(date) + DAY) - 1);
      byDate.set(date, found);
      return found;
    },
  };
}
