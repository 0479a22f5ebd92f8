import path from 'node:path';
import { z } from 'zod';
import { backupNames, foldName, type BackupNaming } from './backup-name.ts';
import { vaultContext, type VaultOptions } from './context.ts';
import { readBack } from './hash-file.ts';
import { writeHidden } from './hidden-file.ts';
import { listFolder } from './list-folder.ts';
import { placeNew } from './place.ts';
import { readBounded } from './read-bounded.ts';
import { removeFile, tryToRemove } from './remove-file.ts';
import { isOwn } from './own.ts';
import { syncFolder } from './sync-folder.ts';
import { sidecarSchema, type Staged } from './types.ts';
import { inDeviceFolder } from './device-folder.ts';
import { whileMarked } from './marker.ts';
import { inside } from '../platform/path-segment.ts';
import { inFolder } from './vault-error.ts';

/** What was downloaded whole and could not be opened: it is no backup, and its name is that of none. */
const SUFFIX = '.unopened';
const FACTS_SUFFIX = '.unopened.json';
const MOST = 3;
const LARGEST_FACTS = 256 * 1024;

const factsSchema = sidecarSchema
  .unwrap()
  .pick({
    runId: true,
    deviceId: true,
    deviceName: true,
    endpoint: true,
    identity: true,
    trigger: true,
    takenAt: true,
    durationMs: true,
    bytes: true,
    sha256: true,
    writtenBy: true,
    owner: true,
  })
  .extend({ version: z.literal(1), reason: z.object({ code: z.string(), message: z.string() }).readonly() })
  .readonly();
/** What is known of a download that is kept unopened; enough to make a backup of it once it can be opened. */
export type UnopenedFacts = z.infer<typeof factsSchema>;

export interface Unopened {
  /** Its name in the folder of the device. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  readonly facts: UnopenedFacts;
}

/**
 * Keeps a finished stage that could not be opened beside the backups, 0600 like them, under a name that is none of a backup.
 * The newest of a run and three of a device stay, the oldest go.
 * @throws KeepError `vault/full`, `vault/unwritable`, `vault/missing`
 */
export async function keepUnopened(
  staged: Staged,
  known: Omit<UnopenedFacts, 'version' | 'bytes' | 'sha256' | 'owner'>,
  naming: BackupNaming,
  options: VaultOptions = {},
): Promise<Unopened> {
  const context = vaultContext(options);
  const folder = path.dirname(staged.path);
  const { bytes, sha256 } = staged;
  const mark = context.owner === undefined ? {} : { owner: context.owner };
  const facts = factsSchema.parse({ ...known, ...mark, version: 1, bytes, sha256 });
  const kept = await inDeviceFolder(folder, context, async () => {
    const taken = new Set((await context.fs.list(folder)).map(foldName));
    for (const name of backupNames(naming)) {
      const file = `${name}${SUFFIX}`;
      if ([file, `${name}${FACTS_SUFFIX}`].some((one) => taken.has(foldName(one)))) continue;
      const full = inside(folder, file);
      if (!(await placeNew(staged.path, full, context))) continue;
      try {
        const text = new TextEncoder().encode(`${JSON.stringify(facts, null, 2)}\n`);
        await placeNew(await writeHidden(folder, text, context), inside(folder, `${name}${FACTS_SUFFIX}`), context);
        await syncFolder(folder, context);
        await readBack(full, staged, context);
      } catch (thrown) {
        await tryToRemove(full, context);
        throw thrown;
      }
      return { file, path: full, facts };
    }
    return undefined;
  });
  if (kept === undefined) throw new Error('every name for this time is taken');
  const before = (await listUnopened(folder, options)).filter(
    (one) => one.file !== kept.file && isOwn(one.facts.owner, context),
  );
  const sameRun = before.filter((one) => one.facts.runId === known.runId);
  const others = before.filter((one) => one.facts.runId !== known.runId);
  for (const old of [...sameRun, ...others.slice(MOST - 1)]) await dropUnopened(folder, old.file, options);
  return kept;
}

/** What is kept unopened in the folder of a device, newest first. @throws as `listBackups` */
export async function listUnopened(folder: string, options: VaultOptions = {}): Promise<readonly Unopened[]> {
  const context = vaultContext(options);
  const names = await whileMarked(context, () => inFolder(folder, context, () => listFolder(folder, context)));
  const found: Unopened[] = [];
  for (const file of names.filter((name) => name.endsWith(SUFFIX) && names.includes(`${name}.json`))) {
    const facts = await readFacts(inside(folder, `${file}.json`));
    if (facts !== undefined) found.push({ file, path: inside(folder, file), facts });
  }
  return found.sort((one, other) => Date.parse(other.facts.takenAt) - Date.parse(one.facts.takenAt));

  async function readFacts(file: string): Promise<UnopenedFacts | undefined> {
    try {
      const text = new TextDecoder().decode(await readBounded(file, LARGEST_FACTS, context));
      return factsSchema.safeParse(JSON.parse(text)).data;
    } catch {
      // Cut or foreign: it tells of nothing.
      return undefined;
    }
  }
}

/** Removes one that is kept unopened, such as one that became a backup. @throws KeepError `vault/unwritable` */
export async function dropUnopened(folder: string, file: string, options: VaultOptions = {}): Promise<void> {
  const context = vaultContext(options);
  await inDeviceFolder(folder, context, async () => {
    for (const name of [`${file}.json`, file]) await removeFile(inside(folder, name), context);
    await syncFolder(folder, context);
  });
}
