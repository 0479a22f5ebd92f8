import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createKeeper, type Keeper, type OutsidePorts } from '../../electron/keeper/index.ts';
import { openHistory, openHome, openSettings, type Run } from '../../electron/records/index.ts';
import { openSecretStore } from '../../electron/secrets/index.ts';
import { listBackups } from '../../electron/vault/index.ts';
import { startSimulator } from '../device-simulator/index.ts';
import type { SteppedClock } from './stepped-clock.ts';

const DAY = 86_400_000;
const BACKUPS = 3;

export interface LargeHome {
  readonly keeper: Keeper;
  readonly folder: string;
  readonly close: () => Promise<void>;
}

/** A home of `devices` devices, each with nights in the journal and backups: one real device and its likenesses. */
export async function largeHome(devices: number, nights: number, clock: SteppedClock): Promise<LargeHome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-bench-'));
  const home = await openHome(path.join(folder, 'home'));
  const env = { ROUTERKEEP_SECRETS: 'file', ROUTERKEEP_MASTER_KEY: 'a key for measuring' };
  const store = await openSecretStore({ env, home: home.folder });
  const settings = openSettings(home);
  const history = openHistory(home);
  const ports: OutsidePorts = {
    home,
    settings,
    history,
    secrets: () => Promise.resolve(store),
    clock,
    randomBytes: (count) => randomBytes(count),
    newId: () => randomUUID(),
    localZone: () => 'UTC',
    env: {},
    defaultVault: path.join(folder, 'vault'),
    version: '0.0.0-bench',
    log: () => undefined,
    guidePage: () => Promise.resolve('<p>A restore page</p>'),
  };
  const keeper = createKeeper(ports);
  const device = await startSimulator({ profile: 'srm-strict', behaviour: { taskPolls: 0 } });
  await keeper.addDevice(
    { address: device.origin, user: device.user, name: 'Device 0', allowHttp: false, backUp: true },
    {
      trust: () => Promise.resolve(true),
      password: () => Promise.resolve(device.password),
      code: () => Promise.resolve(undefined),
      tell: () => undefined,
    },
    { signal: new AbortController().signal },
  );
  await device.close();
  const [first] = (await settings.read()).devices;
  const [run] = history.listRuns();
  const vault = path.join(folder, 'vault');
  const [entry] = await listBackups(path.join(vault, first?.folder ?? ''));
  if (first === undefined || run === undefined || entry?.state !== 'verified') throw new Error('no first backup');
  const ids = [first.id, ...Array.from({ length: devices - 1 }, () => randomUUID())];
  const addedAt = new Date(clock.now() - (nights + 1) * DAY).toISOString();
  const all = ids.map((id, index) => {
    const name = `Device ${index}`;
    return { ...first, id, name, folder: name, addedAt };
  });
  await settings.update((current) => ({ ...current, devices: all }));
  const midnight = Math.floor(clock.now() / DAY) * DAY;
  const runs: Run[] = [];
  for (const { id, name } of all) {
    const nightRuns: Run[] = [];
    const rows = Array.from({ length: nights }, (_, ago) => {
      const at = midnight - (nights - 1 - ago) * DAY + 3 * 3_600_000;
      const verifiedAt = at + 5_000;
      const startedAt = new Date(at).toISOString();
      const endedAt = new Date(verifiedAt).toISOString();
      nightRuns.push({
        ...run,
        id: randomUUID(),
        deviceId: id,
        deviceName: name,
        trigger: 'schedule',
        startedAt,
        endedAt,
      });
      const attempts = [{ outcome: 'verified', startedAt: at, endedAt: verifiedAt }] as const;
      const backup = { startedAt: at, verifiedAt, trigger: 'schedule', bytes: run.bytes ?? 0, changed: false } as const;
      const slot = new Date(at).toISOString().slice(0, 16);
      return { slot, zone: 'local', at, decidedAt: at, attempts, state: 'ran', backup, open: false } as const;
    });
    history.journal.write(id, { rows, withdrawn: [] });
    const own = path.join(vault, name);
    await mkdir(own, { recursive: true });
    for (const [index, one] of nightRuns.entries()) {
      if (index < nights - BACKUPS) {
        runs.push({ ...one, discounted: true });
        continue;
      }
      const file = `Night_${one.startedAt.slice(0, 10).replaceAll('-', '')}.dss`;
      const facts = { ...entry.sidecar, deviceId: id, deviceName: name, runId: one.id, takenAt: one.endedAt, file };
      await link(entry.path, path.join(own, file));
      await writeFile(path.join(own, `${file}.json`), JSON.stringify(facts));
      runs.push({ ...one, file });
    }
  }
  history.insertRuns(runs);
  return {
    keeper,
    folder,
    close: async () => {
      keeper.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
