import type { KeepError } from '../../../shared/index.ts';
import { asKeepError, keepError, reportOf, say, type ErrorReport } from '../../../shared/index.ts';
import type { Settings } from '../../records/index.ts';
import {
  catchUp,
  copySentence,
  listBackups,
  standingWhileAway,
  copyState,
  type CopyStanding,
  type VaultOptions,
} from '../../vault/index.ts';
import { withinOf, ownerIn } from '../open-vault.ts';
import { folderOf } from '../places.ts';
import type { KeeperPorts } from '../ports.ts';
import type { CopyResult } from '../types.ts';
import { recallCopies, rememberCopies, type CopyNote } from './memory.ts';
import { copyPair, type Pair } from './pairs.ts';

/** A share may take its time to write through; nothing at all for this many milliseconds is no share any more. */
const PATIENCE = 30_000;

export interface CopyingOptions {
  readonly signal: AbortSignal;
  /** After each backup that was copied. */
  readonly onCopy?: (file: string) => void;
}

/**
 * Brings one place up to date for one device, the oldest gap first, and remembers how it stands then. Under the run lock
 * of the device. A place that is away or fails is a result, not an error.
 * @throws KeepError cancelled; vault/* where the backups themselves cannot be read
 */
export async function bringUpToDate(
  ports: KeeperPorts,
  settings: Settings,
  pair: Pair,
  { signal, onCopy }: CopyingOptions,
): Promise<CopyResult> {
  const copied: string[] = [];
  const note = (file: string): void => {
    copied.push(file);
    onCopy?.(file);
  };
  try {
    const done = await ports.places.through(pair.place.root, PATIENCE, async (fs) => {
      const options = { fs, clock: ports.clock, signal, ...ownerIn(settings) };
      return await catchUp(await copyPair(settings, pair, options), options, note);
    });
    const [left] = done.left;
    const problem =
      left === undefined
        ? undefined
        : reportOf(
            keepError('copy/failed', {
              folder: pair.place.root,
              reason: say('copies.left', { file: left.file, reason: left.reason }),
            }),
          );
    return settle(ports, pair, done.standing, problem, { files: copied, removed: done.removed });
  } catch (thrown) {
    signal.throwIfAborted();
    const error = asKeepError(thrown);
    if (!error.code.startsWith('copy/')) throw error;
    const standing = await standingAfter(ports, settings, pair, error);
    return settle(ports, pair, standing, reportOf(error), { files: copied, removed: [] });
  }
}

/** How a place stands that failed in the middle: looked at again if it is there, else judged by what is remembered. */
async function standingAfter(
  ports: KeeperPorts,
  settings: Settings,
  pair: Pair,
  error: KeepError,
): Promise<CopyStanding> {
  if (error.code === 'copy/failed') {
    try {
      return await ports.places.through(pair.place.root, PATIENCE, async (fs) => {
        const options: VaultOptions = { fs, clock: ports.clock, ...ownerIn(settings) };
        return (await copyState(await copyPair(settings, pair, options), options)).standing;
      });
    } catch {
      // It has gone meanwhile.
    }
  }
  const here = await listBackups(folderOf(settings, pair.device), withinOf(settings, pair.device));
  return standingWhileAway(here, recallCopies(ports.history, pair.id)?.newest);
}

interface Work {
  readonly files: readonly string[];
  readonly removed: readonly string[];
}

function settle(
  ports: KeeperPorts,
  pair: Pair,
  standing: CopyStanding,
  problem: ErrorReport | undefined,
  work: Work,
): CopyResult {
  const now = new Date(ports.clock.now());
  const note = noteAfter(recallCopies(ports.history, pair.id), standing, problem, now);
  rememberCopies(ports.history, pair.id, note);
  const known = {
    device: pair.device.name,
    place: pair.name,
    folder: pair.place.root,
    copied: work.files.length,
    ...work,
    state: standing.state,
    behind: note.behind,
    ...(note.since === undefined ? {} : { since: note.since }),
    sentence: copySentence(pair.name, standing, now),
  };
  return problem === undefined ? { ...known, ok: true } : { ...known, ok: false, error: problem };
}

/** Pure. What is to be remembered of a look. */
function noteAfter(
  before: CopyNote | undefined,
  standing: CopyStanding,
  problem: ErrorReport | undefined,
  now: Date,
): CopyNote {
  const newest = standing.state === 'away' ? before?.newest : standing.newest;
  const behind = standing.state === 'current' ? 0 : standing.behind;
  const since = standing.state === 'current' ? undefined : standing.since;
  return {
    ...(newest === undefined ? {} : { newest }),
    behind,
    ...(since === undefined ? {} : { since }),
    ...(behind === 0 ? {} : { behindFrom: before?.behindFrom ?? now.toISOString() }),
    ...(problem === undefined ? {} : { problem }),
    lookedAt: now.toISOString(),
  };
}
