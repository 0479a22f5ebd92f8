import { lstat, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { keepError, say } from '../../shared/index.ts';
import { closeFolder } from '../platform/access-list.ts';
import { isBelowFile } from '../platform/below-file.ts';
import { systemError } from '../platform/system-error.ts';
import { homeFault } from './home-fault.ts';
import { inside } from '../platform/path-segment.ts';

/** The folder of settings, history, locks and logs, proved usable. All paths are absolute. */
export interface Home {
  readonly folder: string;
  readonly settingsFile: string;
  readonly previousSettingsFile: string;
  readonly historyFile: string;
  readonly logsFolder: string;
  readonly locksFolder: string;
  /** Damaged files are kept here, never deleted. */
  readonly quarantineFolder: string;
}

const PROBE = /^\.probe-\d+-[0-9a-z]+$/;

/** Where everything lies below a home; touches nothing. */
export function homeAt(folder: string): Home {
  const absolute = path.resolve(folder);
  return {
    folder: absolute,
    settingsFile: inside(absolute, 'settings.json'),
    previousSettingsFile: inside(absolute, 'settings.previous.json'),
    historyFile: inside(absolute, 'history.db'),
    logsFolder: inside(absolute, 'logs'),
    locksFolder: inside(absolute, 'locks'),
    quarantineFolder: inside(absolute, 'quarantine'),
  };
}

/**
 * Creates the folder (0700, on Windows an access list) where it is missing and proves that it can be read and written.
 * A folder that exists keeps its mode: it may be one the user shares on purpose, and every file in it is 0600 anyway.
 * @throws KeepError home/unusable
 */
export async function openHome(folder: string): Promise<Home> {
  const home = homeAt(folder);
  try {
    const isNew = !(await exists(home.folder));
    await makeFolder(home.folder);
    if (isNew && process.platform === 'win32') await closeFolder(home.folder);
    if (!(await stat(home.folder)).isDirectory()) throw notAFolder(home);
    await removeProbes(home.folder, await readdir(home.folder));
    await proveWritable(home.folder);
    for (const part of [home.logsFolder, home.locksFolder, home.quarantineFolder]) await requireNoLink(part);
    for (const part of [home.logsFolder, home.locksFolder]) await mkdir(part, { recursive: true, mode: 0o700 });
    await requireNoLink(home.historyFile);
  } catch (error) {
    throw (await isFile(home.folder)) || (await isBelowFile(home.folder, stat))
      ? notAFolder(home)
      : homeFault(home.folder, error);
  }
  return home;
}

/**
 * Creates a folder and what is missing above it, one by one. Node's own `recursive` never returns where a file system
 * answers ENOENT although the parent is there, as /proc does (seen with Node 24).
 */
async function makeFolder(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  if (!(await exists(folder))) {
    if (!(await exists(parent)) && parent !== folder) await makeFolder(parent);
    await mkdir(folder, { mode: 0o700 }).catch(async (error: unknown) => {
      // Another process may have been quicker.
      if (!(await exists(folder))) throw error;
    });
  }
}

/** A link that leads nowhere is there too: nothing is made in its place, and the look behind it says what is wrong. */
async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

/** The home that the user named may be a link; what Routerkeep creates in it may not: it would lead anywhere. */
async function requireNoLink(file: string): Promise<void> {
  const found = await lstat(file).catch(() => undefined);
  if (found?.isSymbolicLink() === true) throw systemError('ELOOP', 'a link in the home');
}

/** Asking for the right (`access`) is not enough: a full disk, a quota or an access list show only when something is written. */
async function proveWritable(folder: string): Promise<void> {
  const probe = inside(folder, `.probe-${String(process.pid)}-${Math.random().toString(36).slice(2)}`);
  const handle = await open(probe, 'wx', 0o600);
  try {
    await handle.write('routerkeep');
  } finally {
    await handle.close();
    await rm(probe, { force: true });
  }
}

/** A process that was killed in the middle of its proof left a probe behind. That of a living one does its work without its name. */
async function removeProbes(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names.filter((each) => PROBE.test(each))) {
    await rm(inside(folder, name), { force: true }).catch(() => undefined);
  }
}

async function isFile(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => !found.isDirectory(),
    () => false,
  );
}

function notAFolder(home: Home): Error {
  return keepError('home/unusable', { folder: home.folder, reason: say('records.reason.notAFolder') });
}
