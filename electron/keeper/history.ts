import { setImmediate } from 'node:timers/promises';
import { createCalendar } from '../schedule/index.ts';
import { historyEntry } from './history-entry.ts';
import type { KeeperPorts } from './ports.ts';
import { reconcile } from './reconcile.ts';
import { select } from './selection.ts';
import type { HistoryEntry, HistoryPage, Selection } from './types.ts';

/** How many entries are read in one breath: in between others get their turn. */
const AT_ONCE = 200;

/** Nights and runs as one list, newest first, after it was held against the vault. */
export async function history(
  ports: KeeperPorts,
  selection: Selection,
  { before, limit = Infinity }: HistoryPage = {},
): Promise<readonly HistoryEntry[]> {
  const settings = await ports.settings.read();
  const devices = new Map(select(settings, selection).map((device) => [device.id, device]));
  const deviceIds = [...devices.keys()];
  const shelves = new Map(
    await Promise.all(
      [...devices.values()].map(async (device) => [device.id, await reconcile(ports, settings, device)] as const),
    ),
  );
  const calendar = createCalendar(ports.localZone());
  const now = ports.clock.now();
  const entries: HistoryEntry[] = [];
  let place = before === undefined ? undefined : { at: Date.parse(before.at), id: before.id };
  while (entries.length < limit) {
    const page = ports.history.timeline({
      deviceIds,
      before: place,
      limit: Math.min(AT_ONCE, limit - entries.length),
    });
    for (const item of page.items) {
      const device = devices.get(item.deviceId);
      if (device !== undefined) {
        entries.push(historyEntry(item, { device: device.name, calendar, now, shelf: shelves.get(device.id) }));
      }
    }
    if (page.next === undefined) break;
    place = page.next;
    await setImmediate();
  }
  return entries;
}
