import { keepError, say } from '../../shared/index.ts';
import { foldName } from './backup-name.ts';
import { vaultContext, type VaultContext, type VaultOptions } from './context.ts';
import { distinctFolderName, safeFolderName } from './folder-name.ts';
import { GUIDE_NAME } from './guide-file.ts';
import { isHiddenName } from './hidden-file.ts';
import { whileMarked } from './marker.ts';
import { newestSidecar } from './newest-sidecar.ts';
import { isOf, type DeviceMarks } from './owner.ts';
import { systemCode } from '../platform/system-error.ts';
import { inFolder } from './vault-error.ts';
import { inside, isPathSegment } from '../platform/path-segment.ts';

/** Files that systems leave in any folder: they do not make it somebody's. */
const LITTER = ['.ds_store', 'thumbs.db', 'desktop.ini', '@eadir'];

export interface FolderChoice extends VaultOptions {
  /** Folders of the devices that are added now: never given to another one. */
  readonly taken?: readonly string[];
  /** What tells the device from a twin that has the same serial. */
  readonly marks?: Pick<DeviceMarks, 'certificate' | 'endpoint'>;
}

/**
 * The folder name for a device that is being added. A folder whose newest sidecar tells the same serial is taken up
 * again, with its history; otherwise the device's name reduced to a safe form. A clash, also with a twin that differs
 * only in case or composition, gets the serial's last four characters, then -2, -3. Nothing is created.
 * @param root the vault, absolute
 * @throws KeepError `vault/missing`, `vault/unwritable`
 */
export async function chooseFolder(
  root: string,
  name: string,
  serial?: string,
  { taken = [], marks = {}, ...options }: FolderChoice = {},
): Promise<string> {
  const context = vaultContext(options);
  return await whileMarked(context, () => inFolder(root, context, choose));

  async function choose(): Promise<string> {
    const others = new Set(taken.map(foldName));
    const present = (await context.fs.list(root)).filter(isPathSegment);
    const free = present.filter((folder) => !others.has(foldName(folder)));
    const own = serial === undefined ? undefined : await folderOfSerial(root, free, { ...marks, serial }, context);
    if (own !== undefined) return own;
    for (const candidate of candidates(safeFolderName(name), serial)) {
      if (others.has(foldName(candidate))) continue;
      const twins = present.filter((folder) => foldName(folder) === foldName(candidate));
      const [twin] = twins;
      if (twin === undefined) return candidate;
      if (twins.length === 1 && (await isVacant(inside(root, twin), context))) return twin;
    }
    throw keepError('vault/unwritable', { folder: root, reason: say('vault.reason.names-taken') });
  }
}

function* candidates(name: string, serial: string | undefined): Generator<string> {
  yield name;
  const ending = (serial ?? '').replace(/[^A-Za-z0-9]/g, '').slice(-4);
  const stem = ending === '' ? name : distinctFolderName(name, ending);
  if (stem !== name) yield stem;
  for (let count = 2; count <= 1000; count += 1) yield distinctFolderName(stem, String(count));
}

/** Two folders may tell the same serial after a mishap: the one that was used last is meant. */
async function folderOfSerial(
  root: string,
  folders: readonly string[],
  marks: DeviceMarks,
  context: VaultContext,
): Promise<string | undefined> {
  const found: { readonly folder: string; readonly takenAt: number }[] = [];
  for (const folder of folders) {
    if (!(await isFolder(inside(root, folder), context))) continue;
    const sidecar = await newestSidecar(inside(root, folder), context);
    if (sidecar === undefined || !isOf(sidecar, marks)) continue;
    found.push({ folder, takenAt: Date.parse(sidecar.takenAt) });
  }
  return found.sort((one, other) => other.takenAt - one.takenAt)[0]?.folder;
}

/** A folder of ours that never got a backup may be used: it holds nothing but leftovers. A link or a file may not. */
async function isVacant(folder: string, context: VaultContext): Promise<boolean> {
  try {
    if (!(await isFolder(folder, context))) return false;
    const names = await context.fs.list(folder);
    return names.every((name) => isHiddenName(name) || name === GUIDE_NAME || LITTER.includes(name.toLowerCase()));
  } catch (thrown) {
    // Unreadable is somebody else's.
    if (systemCode(thrown) === undefined) throw thrown;
    return false;
  }
}

/** A folder itself: a link to one leads out of the vault and is never taken up. */
async function isFolder(folder: string, { fs }: VaultContext): Promise<boolean> {
  return await fs.lstat(folder).then(
    (facts) => facts.isDirectory(),
    (thrown: unknown) => {
      if (systemCode(thrown) === undefined) throw thrown;
      return false;
    },
  );
}
