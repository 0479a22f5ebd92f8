import { keepError, reportOf, say, type ErrorReport } from '../../shared/index.ts';
import { isBackupName } from './backup-name.ts';
import { vaultContext, type VaultContext, type VaultOptions } from './context.ts';
import type { FileFacts } from './durable-fs.ts';
import { checkProblem } from './check-problem.ts';
import { whileMarked } from './marker.ts';
import { listFolder } from './list-folder.ts';
import { iCloudNameOf, isPlaceholder } from './placeholder.ts';
import { archivesWithSidecar, readSidecar } from './sidecar-file.ts';
import { systemCode } from '../platform/system-error.ts';
import type { BackupEntry, Sidecar } from './types.ts';
import { inFolder } from './vault-error.ts';
import { awaitedBy } from './waiting-sidecar.ts';
import { inside } from '../platform/path-segment.ts';

interface Dated {
  readonly at: number;
  readonly entry: BackupEntry;
}

/**
 * The backups of a device's folder, newest first. Foreign files are passed over unless they end in `.dss`.
 * Sizes are compared, contents are not: `hashFile` and a check do that. A folder that does not exist yet has none.
 * @throws KeepError `vault/missing` when the vault itself is gone, `vault/unwritable` when it cannot be read
 */
export async function listBackups(folder: string, options: VaultOptions = {}): Promise<readonly BackupEntry[]> {
  const context = vaultContext(options);
  return await whileMarked(context, () => listThere(folder, context));
}

async function listThere(folder: string, context: VaultContext): Promise<readonly BackupEntry[]> {
  const names = await inFolder(folder, context, () => listFolder(folder, context));
  const present = new Set(names);
  const archives = names.filter(isBackupName);
  const alone = archivesWithSidecar(names).filter((file) => !present.has(file));
  const dated: Dated[] = [];
  await inFolder(folder, context, async () => {
    for (const file of archives) dated.push(...(await describeArchive(folder, file, present, context)));
    for (const file of alone) dated.push(...(await describeAlone(folder, file, present, context)));
  });
  return dated
    .sort((one, other) => other.at - one.at || (one.entry.file < other.entry.file ? 1 : -1))
    .map(({ entry }) => entry);
}

async function describeArchive(
  folder: string,
  file: string,
  present: ReadonlySet<string>,
  context: VaultContext,
): Promise<readonly Dated[]> {
  const full = inside(folder, file);
  let facts: FileFacts;
  try {
    facts = await context.fs.lstat(full);
  } catch (thrown) {
    // Deleted since the folder was read, by another run: its sidecar tells, if it is still there.
    if (systemCode(thrown) === 'ENOENT') return await describeAlone(folder, file, new Set(), context);
    throw thrown;
  }
  const unknown = (reason: string): readonly Dated[] => [
    { at: facts.mtimeMs, entry: { state: 'unknown', file, path: full, reason } },
  ];
  if (!facts.isFile()) return unknown(say('vault.unknown.no-file'));
  const read = await readSidecar(folder, file, context);
  if (read.state === 'absent') {
    return unknown(
      say([...present].some((name) => awaitedBy(name) === file) ? 'vault.unknown.cut' : 'vault.sidecar.absent'),
    );
  }
  if (read.state === 'untrusted') return unknown(read.reason);
  return [{ at: Date.parse(read.sidecar.takenAt), entry: judge(file, full, read.sidecar, facts, context) }];
}

function judge(file: string, full: string, sidecar: Sidecar, facts: FileFacts, context: VaultContext): BackupEntry {
  const known = { file, path: full, sidecar };
  const problem = sidecar.checkFailure === null ? sizeProblem(sidecar, facts) : checkProblem(sidecar.checkFailure);
  if (problem !== undefined) return { state: 'damaged', ...known, problem };
  return { state: isPlaceholder(facts, context.platform) ? 'away' : 'verified', ...known };
}

function sizeProblem(sidecar: Sidecar, facts: FileFacts): ErrorReport | undefined {
  if (facts.size === sidecar.bytes) return undefined;
  const detail = say('vault.damaged.size', { found: facts.size, expected: sidecar.bytes });
  return reportOf(keepError('archive/damaged', { detail }));
}

async function describeAlone(
  folder: string,
  file: string,
  present: ReadonlySet<string>,
  context: VaultContext,
): Promise<readonly Dated[]> {
  const read = await readSidecar(folder, file, context);
  if (read.state !== 'read') return [];
  const state = present.has(iCloudNameOf(file)) ? 'away' : 'missing';
  const entry: BackupEntry = { state, file, path: inside(folder, file), sidecar: read.sidecar };
  return [{ at: Date.parse(read.sidecar.takenAt), entry }];
}
