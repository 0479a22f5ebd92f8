import type { Absence } from '../../../shared/index.ts';
import type { DeviceRecord, Settings } from '../../records/index.ts';
import { type Calendar, createCalendar, readTicks } from '../../schedule/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { lastTick, rememberTick } from '../standing/last-tick.ts';
import type { WatchDesktop } from '../types.ts';

/** What a watch finds when it looks around. */
export interface Sensed {
  readonly now: number;
  readonly settings: Settings;
  readonly calendar: Calendar;
  readonly absences: readonly Absence[];
  /** Devices about which something may have changed since the last look. */
  readonly changed: ReadonlySet<string>;
  /** Time passed in which nothing could be started: the way to the devices has to be found again. */
  readonly returned: boolean;
}

export interface Senses {
  /** @param acting whether this watch is the scheduler: it alone writes down absences and ticks */
  readonly look: (acting: boolean) => Promise<Sensed>;
  /** At the next look everything counts as changed. */
  readonly forget: () => void;
}

/** Writing down every look would wake the disk for nothing. */
const TICK_KEPT_MS = 50_000;

/** Compares settings, history, both clocks and the zone with what they were, at the cost of one look at each. */
export function createSenses(ports: KeeperPorts, desktop: WatchDesktop): Senses {
  let tick = lastTick(ports);
  let tickKept = -Infinity;
  let zone: string | undefined;
  let calendar: Calendar | undefined;
  let settings: Settings | undefined;
  let settingsVersion: string | undefined;
  let historyVersion: string | undefined;
  let absences: readonly Absence[] | undefined;
  let allChanged = true;

  /** @returns whether anything about time itself is another than before */
  function lookAtClocks(acting: boolean): { readonly moved: boolean; readonly returned: boolean } {
    const now = { wall: ports.clock.now(), uptime: desktop.uptime(), process: desktop.process };
    const { absence, clockMovedBy } = tick === undefined ? { clockMovedBy: 0 } : readTicks(tick, now);
    tick = now;
    if (acting && absence !== undefined) {
      ports.history.absences.add(absence);
      absences = undefined;
    }
    if (acting && (absence !== undefined || Math.abs(now.wall - tickKept) >= TICK_KEPT_MS)) {
      rememberTick(ports, now);
      tickKept = now.wall;
    }
    return { moved: absence !== undefined || clockMovedBy !== 0, returned: absence !== undefined };
  }

  return {
    forget: () => void (allChanged = true),
    look: async (acting) => {
      const { moved, returned } = lookAtClocks(acting);
      const before = settings;
      const version = await ports.settings.version();
      if (settings === undefined || version !== settingsVersion) {
        settings = await ports.settings.read();
        settingsVersion = version;
      }
      const history = ports.history.version();
      if (history !== historyVersion) absences = undefined;
      const localZone = ports.localZone();
      const all = allChanged || moved || history !== historyVersion || localZone !== zone;
      if (calendar === undefined || localZone !== zone) calendar = createCalendar(localZone);
      historyVersion = history;
      zone = localZone;
      allChanged = false;
      return {
        now: tick?.wall ?? ports.clock.now(),
        settings,
        calendar,
        absences: (absences ??= ports.history.absences.since(0)),
        changed: new Set(changedDevices(all ? undefined : before, settings).map(({ id }) => id)),
        returned,
      };
    },
  };
}

/** Devices whose own settings, or those for all, are others than before. */
function changedDevices(before: Settings | undefined, after: Settings): readonly DeviceRecord[] {
  if (before === after) return [];
  if (before === undefined || common(before) !== common(after)) return after.devices;
  const known = new Map(before.devices.map((device) => [device.id, JSON.stringify(device)]));
  // One device more or fewer spreads the others differently.
  if (before.devices.length !== after.devices.length) return after.devices;
  return after.devices.filter((device) => known.get(device.id) !== JSON.stringify(device));
}

function common(settings: Settings): string {
  return JSON.stringify({ ...settings, devices: [] });
}
