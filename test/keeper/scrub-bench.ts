import { randomUUID } from 'node:crypto';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { OutsidePorts } from '../../electron/keeper/index.ts';
import { openSettings } from '../../electron/records/index.ts';
import { sidecarSchema, type Sidecar } from '../../electron/vault/index.ts';
import { add, makeBench, makeDevice, type Bench } from './harness.ts';
import { movedClock, type MovedClock } from './watch-bench.ts';

const DAY = 86_400_000;

export interface ScrubHome extends Bench {
  readonly clock: MovedClock;
  /** Ids of the devices, in the order of their names. */
  readonly ids: readonly string[];
}

/** A home whose devices have many stored backups, all checked at the same moment: its beginning. */
export async function storedHome(
  devices: number,
  each: number,
  options: { readonly start: string; readonly paused?: boolean },
  parts: Partial<OutsidePorts> = {},
): Promise<ScrubHome> {
  const clock = movedClock(options.start);
  const bench = await makeBench(undefined, clock, parts);
  const router = await makeDevice();
  for (let number = 1; number <= devices; number++) {
    // The same router again under another name would be refused.
    const device = number === 1 ? router : await makeDevice({ serial: `SERIAL${String(number)}` });
    await add(bench, device, { name: `Router ${String(number)}` });
    await fill(path.join(bench.vault, `Router ${String(number)}`), each, clock.now());
  }
  const settings = await openSettings(bench.home).update((current) =>
    options.paused === true ? { ...current, pauses: [{ from: new Date(clock.now() - DAY).toISOString() }] } : current,
  );
  return { ...bench, clock, ids: settings.devices.map(({ id }) => id) };
}

/** Makes of the one backup in a folder many, each a night older than the one before. */
async function fill(folder: string, count: number, now: number): Promise<void> {
  const [first = ''] = await archives(folder);
  const sidecar = await sidecarOf(folder, first);
  for (let age = 1; age < count; age++) {
    const takenAt = new Date(now - age * DAY).toISOString();
    const file = `${first.replace(/_.*$/, '')}_${takenAt.slice(0, 10).replaceAll('-', '')}.dss`;
    await copyFile(path.join(folder, first), path.join(folder, file));
    const record = { ...sidecar, file, takenAt, runId: randomUUID(), trigger: 'schedule' };
    await writeFile(path.join(folder, `${file}.json`), JSON.stringify(record));
  }
}

export async function archives(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.dss')).sort();
}

export async function sidecarOf(folder: string, file: string): Promise<Sidecar> {
  return sidecarSchema.parse(JSON.parse(await readFile(path.join(folder, `${file}.json`), 'utf8')));
}

/** When each archive of a vault was checked last, by folder and file. */
export async function checks(vault: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const name of await readdir(vault)) {
    // The mark of the vault lies beside the folders.
    if (name.startsWith('.')) continue;
    for (const file of await archives(path.join(vault, name))) {
      found.set(`${name}/${file}`, (await sidecarOf(path.join(vault, name), file)).checkedAt);
    }
  }
  return found;
}

/** The archives of which the check is another than before. */
export function readSince(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...after].filter(([file, at]) => before.get(file) !== at).map(([file]) => file);
}

export async function flip(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await writeFile(file, bytes);
}
