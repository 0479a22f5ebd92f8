import { lockRun, type DeviceRecord, type Settings } from '../../records/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { reconcile } from '../reconcile.ts';
import type { Shelf } from '../shelves.ts';

/** Holds the history of every device against its folder. @returns what the folders hold, by device */
export async function lookAtShelves(
  ports: KeeperPorts,
  settings: Settings,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Shelf>> {
  const shelves = new Map<string, Shelf>();
  for (const device of settings.devices) {
    if (signal.aborted) return shelves;
    const shelf = await reconcile(ports, settings, device);
    const certain = await withoutDeletion(ports, settings, device, shelf);
    shelves.set(device.id, certain);
    ports.bell.ring(device.id);
  }
  return shelves;
}

/** Whoever deletes a backup takes the archive first: for an instant it seems lost. Under the lock nobody deletes. */
async function withoutDeletion(
  ports: KeeperPorts,
  settings: Settings,
  device: DeviceRecord,
  shelf: Shelf,
): Promise<Shelf> {
  if (shelf.stored.every(({ state }) => state !== 'missing')) return shelf;
  const lock = lockRun(ports.home, device.id);
  if (lock === undefined) return { ...shelf, stored: shelf.stored.filter(({ state }) => state !== 'missing') };
  try {
    return await reconcile(ports, settings, device, { fresh: true });
  } finally {
    lock.release();
  }
}
