import { DEFAULT_RETENTION } from '../../shared/index.ts';
import type { DeviceRecord, Settings } from '../../electron/records/index.ts';

export function sampleDevice(number: number): DeviceRecord {
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    name: `Router ${String(number)} ü 🛜`,
    endpoint: { scheme: 'https', host: '192.168.1.1', port: 8001 },
    user: 'keeper',
    trust: { kind: 'fingerprint', sha256: 'ab'.repeat(32) },
    identity: { product: 'SRM', model: 'RT2600ac' },
    signInForm: 'envelope',
    hasDeviceToken: false,
    folder: `Router ${String(number)}`,
    addedAt: '2026-11-20T03:00:00.000Z',
  };
}

export function sampleSettings(devices: number): Settings {
  return {
    version: 1,
    vault: '/backups',
    keep: DEFAULT_RETENTION,
    devices: Array.from({ length: devices }, (_, index) => sampleDevice(index + 1)),
  };
}

export function withDevice(number: number): (settings: Settings) => Settings {
  return (settings) => ({ ...settings, devices: [...settings.devices, sampleDevice(number)] });
}
