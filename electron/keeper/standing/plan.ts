import { DEFAULT_SCHEDULE, type Schedule, type StoredPause } from '../../../shared/index.ts';
import type { DeviceRecord, Settings } from '../../records/index.ts';
import type { Pause } from '../../schedule/index.ts';

/** The schedule of a device: its own, else the one for all, else every night. */
export function scheduleOf(settings: Settings, device: DeviceRecord): Schedule {
  return device.schedule ?? settings.schedule ?? DEFAULT_SCHEDULE;
}

/** From when its slots count: the device was added or its schedule changed, whichever is later. Milliseconds since 1970. */
export function sinceOf(settings: Settings, device: DeviceRecord): number {
  const changed = device.schedule === undefined ? settings.scheduleSince : device.scheduleSince;
  const moments = [device.addedAt, ...(device.scheduleSince === undefined ? [] : [device.scheduleSince]), changed];
  return Math.max(...moments.flatMap((moment) => (moment === undefined ? [] : [Date.parse(moment)])));
}

/** The pauses of a device and those of everything. */
export function pausesOf(settings: Settings, device: DeviceRecord): readonly Pause[] {
  return [...(settings.pauses ?? []), ...(device.pauses ?? [])].map(pauseOf);
}

function pauseOf({ from, until }: StoredPause): Pause {
  return { from: Date.parse(from), ...(until === undefined ? {} : { until: Date.parse(until) }) };
}
