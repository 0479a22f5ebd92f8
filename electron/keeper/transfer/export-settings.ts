import type { AlarmRecord, DeviceRecord, Settings } from '../../records/index.ts';
import type { StoredPause } from '../../../shared/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { FORMAT, settingsDocumentSchema, type SettingsDocument } from './document.ts';

/** Everything but secrets, and but what only this home knows: ids, stops, tokens, when a device was added. */
export async function exportSettings({
  settings,
  clock,
  version,
}: Pick<KeeperPorts, 'settings' | 'clock' | 'version'>): Promise<SettingsDocument> {
  const current = await settings.read();
  const now = clock.now();
  const { vault, keep, quietHours, tellSuccess, devices } = current;
  // Parsed on the way out: what the schema does not name is left behind, whatever the settings come to hold.
  return settingsDocumentSchema.parse({
    format: FORMAT,
    version: 1,
    exportedAt: new Date(now).toISOString(),
    writtenBy: version,
    all: { vault, keep, quietHours, tellSuccess, ...planOf(current, now) },
    vaults: current.vaults,
    devices: devices.map((device) => ({ ...device, ...planOf(device, now) })),
  });
}

function planOf(
  { schedule, copyTo, alarms, pauses }: Settings | DeviceRecord,
  now: number,
): Readonly<Record<string, unknown>> {
  const open = pauses?.filter(({ until }: StoredPause) => until === undefined || Date.parse(until) > now) ?? [];
  return {
    schedule,
    copyTo,
    alarms: alarms?.map(({ kind, host }: AlarmRecord) => ({ kind, host })),
    pauses: open.length === 0 ? undefined : open,
  };
}
