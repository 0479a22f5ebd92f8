import { keepError } from '../../shared/index.ts';
import type { BackupResult, DeviceView, Keeper, Overview, ProbeReport } from '../../electron/keeper/types.ts';

/** A keeper for tests of the presentation: every use case fails unless the test says what it does. */
export function fakeKeeper(parts: Partial<Keeper> = {}): Keeper {
  const unexpected = (name: string) => (): Promise<never> => Promise.reject(new Error(`unexpected ${name}`));
  return {
    probe: unexpected('probe'),
    addDevice: unexpected('addDevice'),
    listDevices: unexpected('listDevices'),
    sharedFolders: unexpected('sharedFolders'),
    overview: unexpected('overview'),
    stopAsked: () => Promise.resolve(false),
    stopSchedule: unexpected('stopSchedule'),
    watch: () => {
      throw new Error('unexpected watch');
    },
    backUp: unexpected('backUp'),
    history: unexpected('history'),
    markSeen: unexpected('markSeen'),
    nights: unexpected('nights'),
    backupDetails: unexpected('backupDetails'),
    pinBackup: unexpected('pinBackup'),
    noteBackup: unexpected('noteBackup'),
    deleteBackup: unexpected('deleteBackup'),
    saveBackup: unexpected('saveBackup'),
    findBackups: unexpected('findBackups'),
    findBackup: unexpected('findBackup'),
    saveFoundBackup: unexpected('saveFoundBackup'),
    verify: unexpected('verify'),
    closeFolders: () => Promise.resolve([]),
    prune: unexpected('prune'),
    changePassword: unexpected('changePassword'),
    trust: unexpected('trust'),
    removeDevice: unexpected('removeDevice'),
    restoreGuide: unexpected('restoreGuide'),
    compare: unexpected('compare'),
    contents: unexpected('contents'),
    changeLog: unexpected('changeLog'),
    adopt: unexpected('adopt'),
    search: unexpected('search'),
    doctor: unexpected('doctor'),
    saveDeviceReport: unexpected('saveDeviceReport'),
    previewSchedule: unexpected('previewSchedule'),
    folderWarning: () => undefined,
    copies: unexpected('copies'),
    alarms: unexpected('alarms'),
    testAlarms: unexpected('testAlarms'),
    settleAlarms: () => Promise.resolve(),
    pause: unexpected('pause'),
    resume: unexpected('resume'),
    preferences: unexpected('preferences'),
    setPreference: unexpected('setPreference'),
    exportSettings: unexpected('exportSettings'),
    importSettings: unexpected('importSettings'),
    secretPlace: unexpected('secretPlace'),
    homeVersion: unexpected('homeVersion'),
    takeNotices: () => [],
    close: () => undefined,
    ...parts,
  } satisfies Keeper;
}

const WORST = ['needs-you', 'failing', 'overdue', 'never', 'running', 'paused', 'protected'] as const;

/** How a home with these devices stands. */
export function overviewOf(devices: readonly DeviceView[], parts: Partial<Overview> = {}): Overview {
  const good = devices.filter(({ protection }) => protection.state === 'protected').length;
  return {
    at: '2026-11-20T11:00:00.000Z',
    fleet: {
      state: WORST.find((state) => devices.some(({ protection }) => protection.state === state)) ?? 'protected',
      sentence: `${String(good)} of ${String(devices.length)} devices protected.`,
      protected: good,
      total: devices.length,
    },
    devices,
    scheduler: 'elsewhere',
    ...parts,
  };
}

export const FINGERPRINT = 'ab'.repeat(32);

/** A device that was just added. */
export function newDevice(parts: Partial<DeviceView> = {}): DeviceView {
  return {
    id: '4f6c9d5e-0000-4000-8000-000000000001',
    name: 'Office router',
    origin: 'https://192.168.1.1:8001',
    user: 'backup',
    identity: { product: 'SRM', model: 'RT6600ax' },
    trust: { kind: 'fingerprint', sha256: FINGERPRINT },
    signInForm: 'envelope',
    addedAt: '2026-11-01T10:00:00.000Z',
    folder: '/vault/Office router',
    backups: 0,
    copies: [],
    protection: { state: 'never', sentence: 'Office router: no verified backup yet. Next: tonight 03:00.' },
    schedule: 'every day at 03:00',
    nextRun: '2026-11-21T02:00:00.000Z',
    nextRunText: 'tonight 03:00',
    ...parts,
  };
}

export function deviceView(parts: Partial<DeviceView> = {}): DeviceView {
  return {
    ...newDevice(),
    backups: 3,
    lastVerified: { at: '2026-11-20T02:00:00.000Z', ageMs: 9 * 3_600_000, path: '/vault/Office router/a.dss' },
    lastRun: { at: '2026-11-20T02:00:00.000Z', outcome: 'verified' },
    protection: {
      state: 'protected',
      sentence: 'Office router: last verified backup 9 hours ago. Next: tonight 03:00.',
    },
    ...parts,
  };
}

export function backedUp(parts: Partial<Extract<BackupResult, { ok: true }>> = {}): BackupResult {
  return {
    device: 'Office router',
    ok: true,
    file: '/vault/Office router/SynologyRouter_20261120.dss',
    bytes: 92_160,
    sha256: '12'.repeat(32),
    contentHash: '34'.repeat(32),
    verified: true,
    changed: true,
    durationMs: 3_200,
    warnings: [],
    ...parts,
  };
}

export function refused(device = 'Attic'): BackupResult {
  const { code, message, hint, retry } = keepError('auth/refused', { host: '192.168.1.2' });
  return { device, ok: false, durationMs: 400, error: { code, message, hint, retry } };
}

/** What an address over plain HTTP shows. */
export function cleartextReport(parts: Partial<ProbeReport> = {}): ProbeReport {
  return {
    endpoint: { scheme: 'https', host: '192.168.1.1', port: 8001 },
    origin: 'https://192.168.1.1:8001',
    remoteAddress: '192.168.1.1',
    product: 'SRM',
    certificatePlace: 'Control Panel > Services > Certificate',
    apis: [{ name: 'SYNO.API.Auth', minVersion: 1, maxVersion: 3 }],
    signInBy: 'api',
    encryptedLogin: true,
    configurationBackup: true,
    ...parts,
  };
}

export function probeReport(parts: Partial<ProbeReport> = {}): ProbeReport {
  return {
    ...cleartextReport(),
    certificate: {
      sha256: FINGERPRINT,
      subject: 'CN=synology',
      issuer: 'CN=Synology Inc. CA',
      validFrom: '2026-01-01T12:00:00.000Z',
      validTo: '2045-01-01T12:00:00.000Z',
      systemTrusted: false,
    },
    ...parts,
  };
}
