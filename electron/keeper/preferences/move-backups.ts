import path from 'node:path';
import { asKeepError, KeepError, say } from '../../../shared/index.ts';
import type { DeviceRecord, Settings } from '../../records/index.ts';
import {
  carryBackups,
  chooseTarget,
  listBackups,
  removeCarried,
  type Left,
  type MoveOptions,
} from '../../vault/index.ts';
import { changeDevice } from '../device-change.ts';
import { folderOf } from '../places.ts';
import { knownVault, withinOf, withinVault } from '../open-vault.ts';
import type { KeeperPorts } from '../ports.ts';
import { certificateOf } from '../same-device.ts';
import { withOwn } from './own-value.ts';
import { inside } from '../../platform/path-segment.ts';

/** What is to be moved for one device. */
export interface Move {
  readonly id: string;
  readonly name: string;
  /** Its folder name in the new vault. */
  readonly folder: string;
  /** Absolute. */
  readonly to: string;
  /** Absolute: the folder it has now, and those from which an earlier move was cut. None is `to`. */
  readonly from: readonly string[];
}

/** More than these would fill the screen. */
const MOST_TOLD = 5;

/** Where the backups of each device go. Nothing is touched. */
export async function planMoves(
  settings: Settings,
  devices: readonly DeviceRecord[],
  root: string,
): Promise<readonly Move[]> {
  const moves: Move[] = [];
  const moving = new Set(devices.map(({ id }) => id));
  const staying = settings.devices.filter(
    (device) => !moving.has(device.id) && path.dirname(folderOf(settings, device)) === path.resolve(root),
  );
  const taken = staying.map(({ folder }) => folder);
  for (const device of devices) {
    const now = folderOf(settings, device);
    const isThere = path.dirname(now) === path.resolve(root);
    const folder = isThere ? device.folder : await targetOf(settings, device, now, root, taken);
    taken.push(folder);
    const to = inside(path.resolve(root), folder);
    const from = [...new Set([now, ...(device.movingFrom ?? [])])].filter((each) => each !== to);
    moves.push({ id: device.id, name: device.name, folder, to, from });
  }
  return moves;
}

async function targetOf(
  settings: Settings,
  device: DeviceRecord,
  now: string,
  root: string,
  taken: readonly string[],
): Promise<string> {
  const entries = await listBackups(now, withinOf(settings, device)).catch(whenGone);
  return await chooseTarget(root, device.folder, {
    ...withinVault(settings, root),
    taken,
    deviceId: device.id,
    serial: device.identity.serial,
    marks: { certificate: certificateOf(device.trust), endpoint: device.endpoint },
    files: (entries ?? []).map(({ file }) => file),
  });
}

/** Makes everything stand in the new folders. @throws KeepError vault/*, cancelled: nothing was changed then */
export async function carryAll(
  settings: Settings,
  moves: readonly Move[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const { from, to } of moves) {
    for (const folder of from) {
      const left = await carryBackups(folder, to, { ...bothEnds(settings, folder, to), signal }).catch(whenGone);
      if (left === undefined) notes.push(say('preferences.note.old-vault-away', { folder }));
      else notes.push(...tellLeft(folder, left));
    }
  }
  return notes;
}

/**
 * Removes the originals of what was carried. The settings name the new folders by now, so trouble here is told and
 * remembered, not thrown.
 */
export async function clearOldFolders(ports: KeeperPorts, moves: readonly Move[]): Promise<readonly string[]> {
  const notes: string[] = [];
  const settings = await ports.settings.read();
  for (const { id, name, from, to } of moves) {
    const remaining: string[] = [];
    let count = 0;
    for (const folder of from) {
      try {
        const { removed, left } = await removeCarried(folder, to, bothEnds(settings, folder, to));
        count += removed.length;
        // What is not there by now never will be, but for what lies in a cloud: that can be fetched and moved later.
        if (left.some(({ state }) => state === 'away' || state === 'verified')) remaining.push(folder);
      } catch (thrown) {
        remaining.push(folder);
        const { code, message } = asKeepError(thrown);
        if (code !== 'vault/missing') notes.push(say('preferences.note.old-vault-kept', { folder, problem: message }));
      }
    }
    if (count > 0) notes.push(say('preferences.note.moved', { name, count, folder: to }));
    if (remaining.length === from.length) continue;
    await changeDevice(ports.settings, id, (device) =>
      withOwn(device, 'movingFrom', remaining.length > 0 ? remaining : undefined),
    );
  }
  return notes;
}

/** A vault that is away looks empty: both are known by their markers. */
function bothEnds(settings: Settings, from: string, to: string): MoveOptions {
  const markedFrom = knownVault(settings, path.dirname(from));
  return { ...withinVault(settings, path.dirname(to)), ...(markedFrom === undefined ? {} : { markedFrom }) };
}

function tellLeft(folder: string, left: readonly Left[]): readonly string[] {
  const told = left
    .slice(0, MOST_TOLD)
    .map(({ file, reason }) => say('preferences.note.left', { file, folder, reason }));
  const more = left.length - told.length;
  return more > 0 ? [...told, say('preferences.note.left.many', { count: more })] : told;
}

/** A vault that is gone (a disk that died, or lies in a drawer) keeps nobody from using another. */
export function whenGone(thrown: unknown): undefined {
  if (thrown instanceof KeepError && thrown.code === 'vault/missing') return undefined;
  throw thrown;
}
