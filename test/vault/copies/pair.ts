import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  diskFs,
  preparePlace,
  type CopyPair,
  type DurableFs,
  type VaultOptions,
} from '../../../electron/vault/index.ts';
import { DEFAULT_RETENTION, type RetentionPolicy } from '../../../shared/index.ts';
import { save, TAKEN_AT } from '../sample.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const DAY = 86_400_000;
export const NOW = new Date(TAKEN_AT.getTime() + 3_600_000);
export const clock = { now: () => NOW.getTime(), sleep: () => Promise.resolve() };

export function daysAgo(days: number): Date {
  return new Date(TAKEN_AT.getTime() - days * DAY);
}

/** The name of the backup that was taken so many days ago. */
export function fileOf(days: number): string {
  return `SynologyRouter_202611${String(20 - days).padStart(2, '0')}.dss`;
}

/** A disk that refuses to change anything in the vault, so that every test proves that copying only reads it. */
export function readingOnly(vaultFolder: string, base: DurableFs = diskFs): DurableFs {
  const guard = (...paths: readonly string[]): void => {
    for (const touched of paths) {
      if (touched === vaultFolder || touched.startsWith(vaultFolder + path.sep)) throw new Error(`changes ${touched}`);
    }
  };
  return {
    ...base,
    createFile: (file) => (guard(file), base.createFile(file)),
    openFolder: (folder) => (guard(folder), base.openFolder(folder)),
    link: (existing, created) => (guard(existing, created), base.link(existing, created)),
    rename: (from, to) => (guard(from, to), base.rename(from, to)),
    unlink: (file) => (guard(file), base.unlink(file)),
    makeFolder: (folder) => (guard(folder), base.makeFolder(folder)),
    removeFolder: (folder) => (guard(folder), base.removeFolder(folder)),
    chmod: (file, mode) => (guard(file), base.chmod(file, mode)),
  };
}

export interface Setting {
  readonly pair: CopyPair;
  /** The device's folder in the place. */
  readonly copies: string;
  readonly options: VaultOptions;
}

/** A vault with one backup for each of `days`, and a place that was prepared. */
export async function setUp(
  days: readonly number[],
  policy: RetentionPolicy = DEFAULT_RETENTION,
  kind: 'disk' | 'memory' = 'disk',
): Promise<Setting> {
  const root = await temporaryFolder(kind);
  const vaultFolder = path.join(root, 'vault', 'Office');
  const placeRoot = path.join(root, 'nas');
  await mkdir(path.dirname(vaultFolder));
  await mkdir(placeRoot);
  const place = await preparePlace(placeRoot, [path.dirname(vaultFolder)]);
  for (const age of days)
    await save(vaultFolder, { takenAt: daysAgo(age) }, Buffer.from(`archive ${age} `.repeat(400)));
  return {
    pair: { vaultFolder, place, folder: 'Office', policy },
    copies: path.join(placeRoot, 'Office'),
    options: { fs: readingOnly(vaultFolder), clock },
  };
}

/** Every file below a folder with its content and its times. */
export async function snapshotOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const entries = await Promise.all(
    names.sort().map(async (name) => {
      const full = path.join(folder, name);
      const facts = await stat(full);
      const content = facts.isFile() ? (await readFile(full)).toString('base64') : 'folder';
      return [name, `${facts.mtimeMs} ${facts.mode} ${content}`] as const;
    }),
  );
  return Object.fromEntries(entries);
}
