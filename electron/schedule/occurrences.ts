import { isZone, type Schedule } from '../../shared/index.ts';
import { createSlots } from './slots.ts';
import type { Zone } from './zone.ts';
import { createZone, slotText } from './zone.ts';

const HOUR = 3_600_000;

/** One slot of a schedule in calendar time. */
export interface Occurrence {
  /** "2026-03-29T02:30". With `zone` its identity: no change of a clock, and no second pass of an hour, makes another. */
  readonly slot: string;
  /** `local`: wherever the computer is; a night has one local 03:00 for a traveller too. Else the named zone. */
  readonly zone: string;
  /** The instant it falls due; in a gap of the clock the first instant after it. */
  readonly at: number;
  /** The backup right after a device was added, which no calendar knows. */
  readonly first?: true | undefined;
}

/** The occurrences of one schedule. Instants are milliseconds since 1970. */
export interface Occurrences {
  readonly zone: Zone;
  /** The latest at or before an instant. */
  readonly latest: (now: number) => Occurrence | undefined;
  /** The first after an instant. */
  readonly next: (now: number) => Occurrence | undefined;
  /** All with `from` < at <= `until`, oldest first; the newest `most` of them. */
  readonly within: (from: number, until: number, most?: number) => readonly Occurrence[];
  /** An occurrence that no calendar knows, named like one. */
  readonly first: (at: number) => Occurrence;
}

/** Schedules in one local zone. It remembers zones and schedules it has worked out: make a new one when the local zone changes. */
export interface Calendar {
  readonly localZone: Zone;
  /** The zone of an occurrence or a row: `local`, or a named one. */
  readonly zone: (name: string) => Zone;
  readonly of: (schedule: Schedule) => Occurrences;
}

/**
 * A zone that this runtime does not know counts as UTC: settings and history may come from a newer one.
 * @param localZone the computer's zone
 */
export function createCalendar(localZone: string): Calendar {
  const zones = new Map<string, Zone>();
  const known = new Map<string, Occurrences>();
  const zoneOf = (name: string): Zone => remember(zones, name, () => createZone(isZone(name) ? name : 'UTC'));
  return {
    localZone: zoneOf(localZone),
    zone: (name) => zoneOf(name === 'local' ? localZone : name),
    of: (schedule) =>
      remember(known, JSON.stringify(schedule), () =>
        createOccurrences(schedule, zoneOf(schedule.zone ?? localZone), schedule.zone ?? 'local'),
      ),
  };
}

function remember<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function createOccurrences(schedule: Schedule, zone: Zone, zoneName: string): Occurrences {
  const slots = createSlots(schedule);
  const occurrence = (wall: number, at: number): Occurrence => ({ slot: slotText(wall), zone: zoneName, at });

  const findLatest = (now: number): Occurrence | undefined => {
    // Soon after the clock went back, slots up to the older, larger offset have passed already.
    const reached = now + Math.max(zone.offsetAt(now), zone.offsetAt(now - 25 * HOUR));
    for (let wall = slots.atOrBefore(reached); wall !== undefined; wall = slots.atOrBefore(wall - 1)) {
      const { at } = zone.instantOf(wall);
      if (at <= now) return occurrence(wall, at);
    }
    return undefined;
  };

  const findNext = (now: number): Occurrence | undefined => {
    const passed = now + Math.min(zone.offsetAt(now), zone.offsetAt(now - 25 * HOUR));
    let wall = slots.after(passed);
    while (wall !== undefined && zone.instantOf(wall).at <= now) wall = slots.after(wall);
    if (wall === undefined) return undefined;
    const { at, inGap } = zone.instantOf(wall);
    // Slots inside one gap fall on one instant and are one occurrence; the last of them names it.
    for (let later = inGap ? slots.after(wall) : undefined; later !== undefined; later = slots.after(later)) {
      if (zone.instantOf(later).at !== at) break;
      wall = later;
    }
    return occurrence(wall, at);
  };

  // A watch asks about the same few stretches between two slots again and again.
  const stretches: Stretch[] = [];
  const around = (now: number): Stretch => {
    const known = stretches.find(
      ({ latest, next }) => (latest?.at ?? -Infinity) <= now && now < (next?.at ?? Infinity),
    );
    if (known !== undefined) return known;
    const found = { latest: findLatest(now), next: findNext(now) };
    if (stretches.push(found) > STRETCHES_KEPT) stretches.shift();
    return found;
  };

  return {
    zone,
    latest: (now) => around(now).latest,
    next: (now) => around(now).next,
    within: (from, until, most = Infinity) => {
      const found: Occurrence[] = [];
      let { latest } = around(until);
      while (latest !== undefined && latest.at > from && found.length < most) {
        found.push(latest);
        ({ latest } = around(latest.at - 1));
      }
      return found.reverse();
    },
    first: (at) => ({ ...occurrence(zone.wallAt(at), at), first: true }),
  };
}

interface Stretch {
  readonly latest: Occurrence | undefined;
  readonly next: Occurrence | undefined;
}

const STRETCHES_KEPT = 8;
