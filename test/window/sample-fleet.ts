import { keepError, reportOf } from '../../shared/errors.ts';
import { overviewSchema, type AppState, type DeviceModel, type NightStrip } from '../../shared/ipc/index.ts';

type State = DeviceModel['protection']['state'];
const HOUR = 3_600_000;
/** When the pictures are taken. */
export const SAMPLE_NOW = Date.parse('2026-11-20T11:00:00Z');

const STATES: readonly State[] = ['needs-you', 'failing', 'overdue', 'never', 'running', 'paused', 'protected'];
const NAMES = ['Office router', 'Cabin', 'Parents', 'Workshop', 'Studio', 'Garage', 'Home'] as const;

/** A device in a state, as the engine would show it. */
export function sampleDevice(index: number, state: State, name: string): DeviceModel {
  const id = `device-${String(index)}`;
  const hours = state === 'protected' ? 8 : state === 'overdue' ? 57 : 32;
  const at = new Date(SAMPLE_NOW - hours * HOUR).toISOString();
  const host = `192.168.${String(Math.floor(index / 200) + 1)}.${String((index % 200) + 1)}`;
  const error = {
    'needs-you': reportOf(keepError('auth/refused', { host })),
    failing: reportOf(keepError('network/timeout', { host, phase: 'connect' })),
  }[state as string];
  return {
    id,
    name,
    ...(index % 3 === 0 ? { group: 'Customers' } : {}),
    origin: `https://${host}:8001`,
    user: 'backup',
    identity: { product: 'SRM', model: 'RT6600ax', firmware: 'SRM 1.3.1-9346 Update 8', serial: `S${id}` },
    trust: { kind: 'fingerprint', sha256: 'ab'.repeat(32) },
    signInForm: 'envelope',
    addedAt: '2026-10-01T10:00:00.000Z',
    folder: `/home/ada/Documents/Routerkeep/${name}`,
    backups: 30,
    ...(state === 'never' ? {} : { lastVerified: { at, ageMs: hours * HOUR, path: 'SynologyRouter_20261120.dss' } }),
    protection: {
      state,
      sentence: sentenceOf(name, state, hours),
      ...(error === undefined ? {} : { error, since: at }),
    },
    schedule: 'every day at 03:00',
    ...(state === 'needs-you' || state === 'paused'
      ? {}
      : { nextRun: '2026-11-21T02:00:00.000Z', nextRunText: 'tonight 03:00' }),
    ...(state === 'paused' ? { paused: {} } : {}),
    copies: [],
  };
}

function sentenceOf(name: string, state: State, hours: number): string {
  const rest: Readonly<Record<State, string>> = {
    'needs-you': 'waits for you since yesterday 03:00.',
    failing: 'backups have failed since yesterday 03:00.',
    overdue: 'the backup of yesterday 03:00 was missed: the computer was asleep. Last verified backup 2 days ago.',
    never: 'no verified backup yet. Next: tonight 03:00.',
    running: 'backing up now.',
    paused: 'paused. Last verified backup 32 hours ago. Paused until you resume it.',
    protected: `last verified backup ${String(hours)} hours ago. Next: tonight 03:00.`,
  };
  return `${name}: ${rest[state]}`;
}

/** One device in each state. */
export function allStates(): readonly DeviceModel[] {
  return STATES.map((state, index) => sampleDevice(index, state, NAMES[index] ?? state));
}

/** A fleet in which every tenth is in trouble. */
export function sampleFleet(count: number): readonly DeviceModel[] {
  const troubles = Array.from({ length: count }, (_, index) => (index < count / 10 ? STATES[index % 4] : 'protected'));
  return troubles.map((state, index) =>
    sampleDevice(index, state ?? 'protected', `Router ${String(index + 1).padStart(3, '0')}`),
  );
}

export function sampleState(devices: readonly DeviceModel[], change: Partial<AppState> = {}): AppState {
  const good = devices.filter(({ protection }) => protection.state === 'protected').length;
  const trouble = devices.filter(({ protection }) => protection.state === 'needs-you').map(({ name }) => name);
  const overview = overviewSchema.parse({
    at: new Date(SAMPLE_NOW).toISOString(),
    fleet: {
      state: devices[0]?.protection.state ?? 'never',
      sentence:
        devices.length === 0
          ? 'No devices yet.'
          : `${String(good)} of ${String(devices.length)} devices protected. ${trouble.length === 0 ? 'Next: tonight 03:00.' : `Needs you: ${trouble.slice(0, 3).join(', ')}.`}`,
      protected: good,
      total: devices.length,
    },
    devices,
    scheduler: 'here',
  });
  return {
    version: '0.1.0',
    platform: 'linux',
    demo: false,
    secretPlace: 'GNOME Keyring',
    overview,
    batch: null,
    runs: devices.flatMap(({ id, protection }) =>
      protection.state === 'running'
        ? [{ deviceId: id, progress: { phase: 'downloading' as const, bytes: 61_440, totalBytes: 92_160 } }]
        : [],
    ),
    desktop: { launchAtLogin: 'off', notifications: 'supported', tray: 'present', theme: 'system' },
    adding: null,
    notices: [],
    ...change,
  };
}

const NIGHT_STATES = [
  'verified',
  'verified',
  'changed',
  'verified',
  'caught-up',
  'verified',
  'not-run',
  'failed',
] as const;

/** Night strips with every kind of night in them. */
export function sampleNights(devices: readonly DeviceModel[], count: number): readonly NightStrip[] {
  return devices.map(({ id, name, protection }, place) => ({
    deviceId: id,
    device: name,
    nights: Array.from({ length: count }, (_, index) => {
      const date = new Date(SAMPLE_NOW - (count - 1 - index) * 24 * HOUR).toISOString().slice(0, 10);
      const calm = protection.state === 'protected' && (index + place) % 9 !== 0;
      const state =
        index < 4
          ? ('before' as const)
          : index === count - 1 && place % 2 === 1
            ? ('upcoming' as const)
            : calm
              ? ('verified' as const)
              : (NIGHT_STATES[(index * 7 + place) % NIGHT_STATES.length] ?? 'verified');
      return { date, state, sentence: `03:00 backed up: ${state}, 92 KB.`, entryIds: [] };
    }),
  }));
}
