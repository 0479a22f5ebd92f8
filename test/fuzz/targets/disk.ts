import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseSealed, seal, unseal } from '../../../electron/secrets/seal.ts';
import { deriveKey, type SealedKey } from '../../../electron/secrets/sealed-key.ts';
import { homeAt } from '../../../electron/records/home.ts';
import { lockHolder, lockHome, openHistory, openHome, openSettings } from '../../../electron/records/index.ts';
import { encodeSettings } from '../../../electron/records/settings-file.ts';
import { listBackups, placeIsThere, planRetention, sidecarSchema } from '../../../electron/vault/index.ts';
import { MARKER_NAME } from '../../../electron/vault/marker.ts';
import { DEFAULT_RETENTION } from '../../../shared/index.ts';
import { sampleSettings } from '../../records/sample-settings.ts';
import { mutateJson } from '../mutate-json.ts';
import { mutateBytes } from '../mutate.ts';
import type { Target } from '../target.ts';

const FILE = 'SynologyRouter_20261120.dss';
const SIDECAR = {
  version: 1,
  file: FILE,
  runId: '00000000-0000-4000-8000-000000000001',
  deviceId: '00000000-0000-4000-8000-000000000002',
  deviceName: 'Office',
  endpoint: { scheme: 'https', host: '192.168.1.1', port: 8001 },
  identity: { product: 'SRM', model: 'RT6600ax', serial: '2270', unique: 'synology_cypress_rt6600ax' },
  trigger: 'schedule',
  takenAt: '2026-11-20T02:00:00.000Z',
  durationMs: 5_000,
  bytes: 4,
  sha256: 'ab'.repeat(32),
  changed: null,
  verification: {
    container: 'gzip',
    bytes: 4,
    unpackedBytes: 8,
    members: 3,
    osName: 'SRM',
    tables: 3,
    rows: 6,
    contentHash: 'cd'.repeat(32),
    warnings: [],
  },
  checkedAt: '2026-11-20T02:00:00.000Z',
  checkFailure: null,
  pinned: false,
  note: '',
  writtenBy: '0.1.0',
};

const sidecar: Target = {
  name: 'sidecar',
  seeds: () => {
    if (!sidecarSchema.safeParse(SIDECAR).success) throw new Error('the sample is no sidecar');
    const failed = { ...SIDECAR, checkFailure: { code: 'archive/damaged', message: 'It is damaged.' }, pinned: true };
    return Promise.resolve([SIDECAR, failed].map((one) => Buffer.from(JSON.stringify(one))));
  },
  mutate: mutateJson,
  run: async (input, folder) => {
    await writeFile(path.join(folder, FILE), 'dss!');
    await writeFile(path.join(folder, `${FILE}.json`), input);
    const entries = await listBackups(folder);
    const plan = planRetention(entries, DEFAULT_RETENTION, new Date('2026-11-21T00:00:00Z'));
    if (plan.remove.length > 0) throw new Error('a lone backup was to be deleted');
    return entries.map((entry) => (entry.state === 'unknown' ? `unknown: ${entry.reason}` : entry.state)).join(' ');
  },
  inputs: 700,
};

const marker: Target = {
  name: 'marker',
  seeds: () =>
    Promise.resolve([Buffer.from('{"version": 1, "id": "0123456789abcdef", "about": "x"}'), Buffer.alloc(0)]),
  mutate: mutateJson,
  run: async (input, folder) => {
    await writeFile(path.join(folder, MARKER_NAME), input);
    return (await placeIsThere({ root: folder, id: '0123456789abcdef' })) ? 'there' : 'another';
  },
  inputs: 700,
};

const BETWEEN = Buffer.from('\n--- the generation before ---\n');

/** Both generations in one input: the newer one, a line between, the one before. */
const settings: Target = {
  name: 'settings',
  seeds: () => {
    const [newer, older] = [3, 2].map((count) => Buffer.from(encodeSettings(sampleSettings(count))));
    const both = Buffer.concat([newer ?? BETWEEN, BETWEEN, older ?? BETWEEN]);
    const unsealed = JSON.stringify({ sha256: '', settings: sampleSettings(2) });
    return Promise.resolve([
      both,
      newer ?? both,
      Buffer.concat([Buffer.from('{'), BETWEEN, older ?? both]),
      Buffer.from(unsealed),
    ]);
  },
  // What is inside is judged only where the checksum fits.
  mutate: (input, dice, pool) => {
    const json = mutateJson(Buffer.from(JSON.stringify(sampleSettings(1))), dice, pool);
    // Indented, a deep nest would be gigabytes.
    if (dice.next() < 0.5 || json.includes('[[[[[[[[')) return mutateBytes(input, dice, pool);
    try {
      return Buffer.from(encodeSettings(JSON.parse(json.toString()) as ReturnType<typeof sampleSettings>));
    } catch {
      return mutateBytes(input, dice, pool);
    }
  },
  run: async (input, folder) => {
    const home = path.join(folder, 'home');
    await rm(home, { recursive: true, force: true });
    await mkdir(home);
    const { settingsFile, previousSettingsFile } = homeAt(home);
    const cut = input.indexOf(BETWEEN);
    await writeFile(settingsFile, cut === -1 ? input : input.subarray(0, cut));
    if (cut !== -1) await writeFile(previousSettingsFile, input.subarray(cut + BETWEEN.length));
    const store = openSettings(await openHome(home));
    const read = await store.read();
    // What was accepted can be written, and is then what is read.
    const after = await store.update((current) => ({ ...current, tellSuccess: true }));
    if (after.devices.length !== read.devices.length) throw new Error('devices were lost');
    return `${String(read.devices.length)} devices, ${String(store.takeNotices().length)} notices`;
  },
  inputs: 350,
};

const history: Target = {
  name: 'history',
  seeds: async (folder) => {
    const home = await openHome(path.join(folder, 'seed'));
    const book = openHistory(home);
    const start = {
      deviceId: 'd',
      deviceName: 'Office',
      trigger: 'schedule',
      startedAt: '2026-11-20T02:00:00.000Z',
    } as const;
    book.startRun({ id: 'a', ...start });
    book.endRun('a', { outcome: 'verified', endedAt: '2026-11-20T02:00:09.000Z', bytes: 4, file: FILE });
    book.startRun({ id: 'b', ...start });
    book.notes.put('watch', 'tick', { wall: 1 });
    book.absences.add({ from: 1, until: 2, why: 'asleep' });
    book.close();
    const bytes = await readFile(home.historyFile);
    await rm(home.folder, { recursive: true, force: true });
    return [bytes, bytes.subarray(0, 4_096)];
  },
  mutate: mutateBytes,
  run: async (input, folder) => {
    const place = path.join(folder, 'home');
    await rm(place, { recursive: true, force: true });
    await mkdir(place);
    await writeFile(homeAt(place).historyFile, input);
    const book = openHistory(await openHome(place));
    try {
      const runs = book.listRuns();
      book.journal.list('d');
      book.notes.all('watch');
      book.absences.since(0);
      book.marks('d', ['a', 'b']);
      const start = {
        deviceId: 'd',
        deviceName: 'Office',
        trigger: 'manual',
        startedAt: '2026-11-21T02:00:00.000Z',
      } as const;
      book.startRun({ id: 'new', ...start });
      if (!book.listRuns().some(({ id }) => id === 'new')) throw new Error('a run that was written down is not there');
      return `${String(Math.min(3, runs.length))} runs, ${book.isNew() ? 'begun anew' : 'kept'}`;
    } finally {
      book.close();
    }
  },
  inputs: 250,
};

const locks: Target = {
  name: 'locks',
  seeds: () =>
    Promise.resolve([
      Buffer.from('{"pid": 4711, "since": "2026-11-20T02:00:00.000Z"}'),
      Buffer.alloc(0),
      Buffer.from('SQLite format 3\0'),
    ]),
  mutate: mutateJson,
  run: async (input, folder) => {
    const place = path.join(folder, 'home');
    await rm(place, { recursive: true, force: true });
    const home = await openHome(place);
    await writeFile(path.join(home.locksFolder, 'run-d.json'), input);
    const holder = lockHolder(home, 'run-d');
    await writeFile(path.join(home.locksFolder, 'run-d.lock'), input);
    const lock = lockHome(home, 'run-d');
    lock?.release();
    return `${holder === undefined ? 'nobody' : 'somebody'}, ${lock === undefined ? 'held' : 'free'}`;
  },
  inputs: 300,
};

/** One derivation for all: it takes long on purpose. */
let sealedKey: Promise<SealedKey> | undefined;

function keyOfSample(): Promise<SealedKey> {
  return (sealedKey ??= deriveKey(Buffer.from('a master key'), Buffer.from('salt of 16 bytes')));
}

const sealed: Target = {
  name: 'sealed',
  seeds: async () => [Buffer.from(seal(new Map([['device', 'the password']]), await keyOfSample()))],
  mutate: mutateJson,
  run: async (input) => {
    const parsed = parseSealed(input.toString('utf8'), 'secrets.sealed');
    return `${String(unseal(parsed, await keyOfSample(), 'secrets.sealed').size)} secrets`;
  },
  inputs: 1_000,
};

export const DISK_TARGETS: readonly Target[] = [sidecar, marker, settings, history, locks, sealed];
