import { stat } from 'node:fs/promises';
import { asKeepError, reportOf, type Clock, type ErrorReport } from '../../shared/index.ts';
import { isOwn, listBackups, listUnopened, type BackupEntry, type VaultOptions } from '../vault/index.ts';
import { isCollapse, type Warning } from '../../shared/index.ts';
import { atMost } from './at-most.ts';

/** A backup in the folder of a device, in short: a fleet of a thousand keeps thirty thousand of these in memory. */
export interface StoredBackup {
  readonly runId: string;
  readonly file: string;
  readonly state: Exclude<BackupEntry['state'], 'unknown'>;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  /** When it was last read from end to end. ISO 8601, UTC. */
  readonly checkedAt: string;
  readonly pinned: boolean;
  readonly note: string;
  /** That it is much smaller than one before. */
  readonly collapse?: readonly Warning[];
}

/** What the folder of a device holds. A vault that is away is a finding (`problem`), not a failure. */
export interface Shelf {
  /** Absolute. */
  readonly folder: string;
  /** Newest first. */
  readonly stored: readonly StoredBackup[];
  /** Names and times of what is kept unopened, newest first. */
  readonly unopened: readonly { readonly file: string; readonly takenAt: string }[];
  /** Another home stores backups here too, or one stood here before this one. */
  readonly shared: boolean;
  readonly problem?: ErrorReport;
}

/** The folders of the devices as they were read last, so that an unchanged one need not be read again. */
export interface Shelves {
  /**
   * @param fresh reads the folder whatever is remembered of it
   * @param open called before the folder is read; throws vault/* where the vault is not there
   */
  readonly look: (
    deviceId: string,
    folder: string,
    fresh: boolean,
    open: () => Promise<VaultOptions>,
  ) => Promise<Shelf>;
  /** Whether this very look was found to agree with this state of the history. */
  readonly agrees: (deviceId: string, shelf: Shelf, historyVersion: string) => boolean;
  readonly noteAgreement: (deviceId: string, shelf: Shelf, historyVersion: string) => void;
}

/**
 * How long the same date of a folder must have been seen before a look at it is believed again: what changes within the
 * grain of a file system's clock (two seconds on FAT) leaves the date as it is. Git's index has the same rule. The time
 * between two looks counts and not the date itself, because the clock of a share may differ from ours.
 */
const RACY_MS = 2_000;

/** Some changes touch no folder's date: a file cut in place, a placeholder of a cloud service. */
const OLDEST_MS = 60 * 60_000;

/** A fleet asks for a thousand folders at once; a process may have about as many files open. */
const FOLDERS_AT_ONCE = 16;

interface Remembered {
  readonly shelf: Shelf;
  /** Which folder it was, and its date. */
  readonly mark: string;
  readonly markSeenAt: number;
  readonly readAt: number;
  readonly agreedWith?: string;
}

export function createShelves(clock: Clock): Shelves {
  const remembered = new Map<string, Remembered>();
  const inTurn = atMost(FOLDERS_AT_ONCE);
  return {
    look: async (deviceId, folder, fresh, open) => {
      // Before the folder is read: what changes meanwhile shows at the next look.
      const mark = await markOf(folder);
      const now = clock.now();
      const known = remembered.get(deviceId);
      const same = known !== undefined && known.mark === mark && known.shelf.folder === folder ? known : undefined;
      if (same !== undefined && !fresh && isTrusted(same, now)) return same.shelf;
      const shelf = await inTurn(() => readShelf(folder, open));
      remembered.delete(deviceId);
      if (mark !== undefined && shelf.problem === undefined) {
        const markSeenAt = same !== undefined && same.markSeenAt <= now ? same.markSeenAt : now;
        remembered.set(deviceId, { shelf, mark, markSeenAt, readAt: now });
      }
      return shelf;
    },
    agrees: (deviceId, shelf, historyVersion) => {
      const known = remembered.get(deviceId);
      return known?.shelf === shelf && known.agreedWith === historyVersion;
    },
    noteAgreement: (deviceId, shelf, historyVersion) => {
      const known = remembered.get(deviceId);
      if (known?.shelf === shelf) remembered.set(deviceId, { ...known, agreedWith: historyVersion });
    },
  };
}

function isTrusted({ markSeenAt, readAt }: Remembered, now: number): boolean {
  const age = now - readAt;
  return readAt - markSeenAt >= RACY_MS && age >= 0 && age < OLDEST_MS;
}

async function markOf(folder: string): Promise<string | undefined> {
  try {
    const { dev, ino, mtimeNs } = await stat(folder, { bigint: true });
    return `${String(dev)}/${String(ino)}/${String(mtimeNs)}`;
  } catch {
    return undefined;
  }
}

async function readShelf(folder: string, open: () => Promise<VaultOptions>): Promise<Shelf> {
  try {
    const within = await open();
    const unopened = (await listUnopened(folder, within)).map(({ file, facts }) => ({ file, takenAt: facts.takenAt }));
    const entries = await listBackups(folder, within);
    const shared = entries.some((entry) => entry.state !== 'unknown' && !isOwn(entry.sidecar.owner, within));
    return { folder, stored: entries.flatMap(storedOf), unopened, shared };
  } catch (thrown) {
    const error = asKeepError(thrown);
    if (!error.code.startsWith('vault/')) throw error;
    return { folder, stored: [], unopened: [], shared: false, problem: reportOf(error) };
  }
}

/** What has no readable sidecar belongs to no run. */
function storedOf(entry: BackupEntry): readonly StoredBackup[] {
  if (entry.state === 'unknown') return [];
  const { runId, takenAt, checkedAt, pinned, note, verification } = entry.sidecar;
  const collapse = verification.warnings.filter(isCollapse);
  const shrank = collapse.length === 0 ? {} : { collapse };
  return [{ runId, file: entry.file, state: entry.state, takenAt, checkedAt, pinned, note, ...shrank }];
}
