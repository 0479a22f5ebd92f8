import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import { DEFAULT_RETENTION, isZone, keepError, say, typedText } from '../../shared/index.ts';
import { replaceFile } from '../platform/durable-file.ts';
import { homeFault } from './home-fault.ts';
import type { Home } from './home.ts';
import { lockHome, type Lock } from './lock.ts';
import { moveAside } from './quarantine.ts';
import { encodeSettings, readGeneration, type Good } from './settings-file.ts';
import { settingsSchema, type Settings } from './types.ts';

/** settings.json with its previous generation. Every method throws KeepError settings/damaged, settings/newer, home/unusable, busy. */
export interface SettingsStore {
  /** The settings; fresh defaults, nothing written, where there is no file at all. */
  readonly read: () => Promise<Settings>;
  /**
   * Reads, changes and writes in one step that no other process can come between.
   * `change` may throw to leave everything as it is; returning equal settings writes nothing.
   */
  readonly update: (change: (settings: Settings) => Settings) => Promise<Settings>;
  /** Differs as soon as anybody has written settings; costs one look at the file. */
  readonly version: () => Promise<string>;
  /** Sentences about a repair, for a person to see; each is handed out once. */
  readonly takeNotices: () => readonly string[];
}

/** How long an update waits for those of other processes, each of which takes milliseconds. */
const PATIENCE_MS = 10_000;

const FRESH_SETTINGS: Settings = { version: 1, keep: DEFAULT_RETENTION, devices: [] };

interface Loaded {
  readonly settings: Settings;
  /** The bytes they were read from; absent for fresh defaults. */
  readonly text?: string;
}

export function openSettings(home: Home): SettingsStore {
  const notices: string[] = [];
  const inTurn = oneAtATime();
  const toldZones = new Set<string>();

  /** @returns the settings; a zone in them that this runtime does not know is told once */
  function looked(settings: Settings): Settings {
    for (const { schedule } of [settings, ...settings.devices]) {
      const zone = schedule?.zone;
      if (zone === undefined || toldZones.has(zone) || isZone(zone)) continue;
      toldZones.add(zone);
      notices.push(say('records.zone-unknown', { zone: typedText(zone) }));
    }
    return settings;
  }

  let known: Good | undefined;
  return {
    read: () =>
      guarded(home, async () => {
        const current = await readGeneration(home.settingsFile, known);
        if (current.state === 'good') return current === known ? current.settings : looked((known = current).settings);
        if (current.state === 'absent' && (await readGeneration(home.previousSettingsFile)).state === 'absent') {
          return FRESH_SETTINGS;
        }
        return (await inTurn(() => underLock(home, () => load(home, notices)))).settings;
      }),
    update: (change) =>
      guarded(home, () =>
        inTurn(() =>
          underLock(home, async () => {
            const loaded = await load(home, notices);
            const settings = settingsSchema.parse(change(loaded.settings));
            const text = encodeSettings(settings);
            if (text !== loaded.text) await write(home, loaded.text, text);
            return settings;
          }),
        ),
      ),
    version: async () => {
      const found = await stat(home.settingsFile, { bigint: true }).catch(() => undefined);
      return found === undefined ? 'none' : [found.ino, found.mtimeNs, found.size].join('/');
    },
    takeNotices: () => notices.splice(0),
  };
}

/** The current generation, or the previous one put in its place. Call it under the lock. */
async function load(home: Home, notices: string[]): Promise<Loaded> {
  const current = await readGeneration(home.settingsFile);
  if (current.state === 'good') return current;
  if (current.state === 'newer') throw keepError('settings/newer', { file: home.settingsFile });
  const previous = await readGeneration(home.previousSettingsFile);
  if (previous.state === 'newer') throw keepError('settings/newer', { file: home.previousSettingsFile });
  if (current.state === 'absent' && previous.state === 'absent') return { settings: FRESH_SETTINGS };
  const reason = current.state === 'absent' ? say('records.broken.missing') : current.reason;
  if (previous.state !== 'good') {
    const previousReason = previous.state === 'absent' ? say('records.broken.missing') : previous.reason;
    const values = { reason, previous: path.basename(home.previousSettingsFile), previousReason };
    // Nothing is moved or reset: with fresh settings all backups would silently stop.
    throw keepError('settings/damaged', { file: home.settingsFile, reason: say('records.broken.both', values) });
  }
  if (current.state === 'broken') {
    const kept = moveAside(home, home.settingsFile);
    notices.push(say('records.settings.recovered', { reason, kept }));
  } else {
    notices.push(say('records.settings.restored'));
  }
  await replaceFile(home.settingsFile, previous.text);
  return previous;
}

/**
 * Old settings become the previous generation, then the new ones the current. The very first settings are written twice,
 * so that there is never a settings.json alone, whose loss nobody would notice.
 */
async function write(home: Home, before: string | undefined, after: string): Promise<void> {
  if (before !== undefined) await replaceFile(home.previousSettingsFile, before);
  await replaceFile(home.settingsFile, after);
  if (before === undefined) await replaceFile(home.previousSettingsFile, after);
}

/** The updates of one store wait in line, so that only those of other processes can make one lose its patience. */
function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
}

async function underLock<T>(home: Home, work: () => Promise<T>): Promise<T> {
  const lock = await waitForLock(home);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** Polls instead of blocking: another store of this same process may be what it waits for. */
async function waitForLock(home: Home): Promise<Lock> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const lock = lockHome(home, 'settings', 0);
    if (lock !== undefined) return lock;
    if (performance.now() > until) throw keepError('busy', { name: say('records.settings.name') });
    await sleep(1 + Math.random() * 10);
  }
}

/** What the system refuses (EACCES, ENOSPC) becomes `home/unusable`; what `change` threw stays as it is. */
async function guarded<T>(home: Home, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? homeFault(home.folder, error) : error;
  }
}
