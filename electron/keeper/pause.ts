import { keepError, say, type StoredPause } from '../../shared/index.ts';
import { createCalendar, parseMoment } from '../schedule/index.ts';
import { withOwn } from './preferences/own-value.ts';
import type { KeeperPorts } from './ports.ts';
import type { DeviceRecord } from '../records/index.ts';
import { select } from './selection.ts';
import type { Selection } from './types.ts';

/** Past pauses explain slots that did not run; older ones are in the journal by then. */
const MOST_PAUSES = 5;

/**
 * Stops scheduled runs: of some devices, or of everything, devices added later too. Paused again, the pause under way gets
 * the new end. Backups by hand go on working.
 * @param until milliseconds since 1970, or as people type it ("2h", "monday 07:00"); absent until resumed
 * @throws KeepError usage/unknown-device, usage/invalid
 */
export async function pause(
  { settings, clock, localZone, bell }: KeeperPorts,
  selection: Selection | 'everything',
  until?: number | string,
): Promise<void> {
  const now = clock.now();
  const end = typeof until === 'string' ? parseMoment(until, now, createCalendar(localZone()).localZone) : until;
  if (end !== undefined && !(end > now)) {
    throw keepError('usage/invalid', {
      problem: say('schedule.bad-moment', { text: new Date(end).toISOString() }),
      remedy: say('schedule.bad-moment.remedy'),
    });
  }
  const paused = (pauses: readonly StoredPause[] = []): readonly StoredPause[] => {
    const open = pauses.find((each) => isOpen(each, now));
    const from = open?.from ?? iso(now);
    return [...pauses.filter((each) => !isOpen(each, now)), { from, ...(end !== undefined && { until: iso(end) }) }];
  };
  await settings.update((current) => {
    if (selection === 'everything') return withOwn(current, 'pauses', newest(paused(current.pauses)));
    const chosen = new Set(select(current, selection).map(({ id }) => id));
    const devices = current.devices.map((device) =>
      chosen.has(device.id) ? withOwn(device, 'pauses', newest(paused(device.pauses))) : device,
    );
    return { ...current, devices };
  });
  bell.ring();
}

/**
 * Ends a pause now. What was due meanwhile is caught up once. Where nothing is paused nothing happens.
 * @param apart devices that are paused with everything else are resumed too: the others stay paused, each by itself from then on
 * @throws KeepError usage/unknown-device; usage/invalid, unless `apart`, for devices that are paused with everything else
 */
export async function resume(
  { settings, clock, bell }: KeeperPorts,
  selection: Selection | 'everything',
  { apart = false }: { readonly apart?: boolean } = {},
): Promise<void> {
  const now = clock.now();
  const resumed = (pauses: readonly StoredPause[]): readonly StoredPause[] =>
    pauses.map((each) => (isOpen(each, now) ? { ...each, until: iso(now) } : each));
  await settings.update((current) => {
    if (selection === 'everything') {
      return current.pauses === undefined ? current : { ...current, pauses: resumed(current.pauses) };
    }
    const devices = select(current, selection);
    const [first] = devices;
    const common = current.pauses?.find((each) => isOpen(each, now));
    if (!apart && common !== undefined && first !== undefined && !devices.some(({ pauses }) => isPaused(pauses, now))) {
      throw keepError('usage/invalid', {
        problem: say('preferences.pause.everything', { name: first.name }),
        remedy: say('preferences.pause.everything.remedy'),
      });
    }
    const chosen = new Set(devices.map(({ id }) => id));
    const own = (device: DeviceRecord): DeviceRecord => {
      if (chosen.has(device.id))
        return device.pauses === undefined ? device : { ...device, pauses: resumed(device.pauses) };
      const stays = apart && common !== undefined && !isPaused(device.pauses, now);
      return stays ? { ...device, pauses: newest([...(device.pauses ?? []), common]) } : device;
    };
    return {
      ...current,
      ...(apart && current.pauses !== undefined && { pauses: resumed(current.pauses) }),
      devices: current.devices.map(own),
    };
  });
  bell.ring();
}

function isPaused(pauses: readonly StoredPause[] | undefined, now: number): boolean {
  return pauses?.some((each) => isOpen(each, now)) ?? false;
}

function isOpen({ until }: StoredPause, now: number): boolean {
  return until === undefined || Date.parse(until) > now;
}

function newest(pauses: readonly StoredPause[]): readonly StoredPause[] {
  return pauses.slice(-MOST_PAUSES);
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
