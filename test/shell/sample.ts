import type { DeviceModel, OverviewModel } from '../../shared/ipc/index.ts';

/** A device as the engine shows it, protected unless said otherwise. */
export function sampleDevice(change: Partial<DeviceModel> = {}): DeviceModel {
  const name = change.name ?? 'Office router';
  return {
    id: `id of ${name}`,
    name,
    origin: 'https://192.168.1.1:8001',
    user: 'backup-admin',
    identity: { product: 'SRM', model: 'RT6600ax', serial: '2270ABC000001', firmware: 'SRM 1.3.1' },
    trust: { kind: 'fingerprint', sha256: 'a'.repeat(64) },
    signInForm: 'envelope',
    addedAt: '2026-11-01T00:00:00.000Z',
    folder: '/home/somebody/Documents/Routerkeep/Office router',
    backups: 3,
    lastVerified: { at: '2026-11-21T03:00:00.000Z', ageMs: 9 * 3_600_000, path: '/vault/a.dss' },
    protection: { state: 'protected', sentence: `${name}: last verified backup 9 hours ago. Next: tonight 03:00.` },
    schedule: 'every day at 03:00',
    copies: [],
    ...change,
  };
}

export function sampleOverview(devices: readonly DeviceModel[], change: Partial<OverviewModel> = {}): OverviewModel {
  return {
    at: '2026-11-21T12:00:00.000Z',
    fleet: {
      state: devices[0]?.protection.state ?? 'protected',
      sentence: 'The sentence of the fleet.',
      protected: devices.length,
      total: devices.length,
    },
    devices,
    scheduler: 'here',
    ...change,
  };
}
