import path from 'node:path';
import { keepError } from '../../shared/index.ts';
import type { DeviceRecord, Settings } from '../records/index.ts';
import { listBackups, markVault, type Place, type VaultOptions } from '../vault/index.ts';
import { folderOf, vaultOf } from './places.ts';
import type { KeeperPorts } from './ports.ts';

/** The vault of a device, known by its marker: whatever is done with `within` is done there or not at all. */
export interface OpenVault {
  /** The device's folder in it, absolute. */
  readonly folder: string;
  readonly within: VaultOptions & { readonly marked: Place; readonly owner: string };
}

type Ports = Pick<KeeperPorts, 'settings' | 'history' | 'newId'>;

/** Verified runs that are looked at to tell whether a vault without a marker is the one they were stored in. */
const RUNS_LOOKED_AT = 500;

/** A vault by its marker, as the settings remember it; undefined for one that has not been marked yet. */
export function knownVault({ vaults = [] }: Settings, root: string): Place | undefined {
  const known = vaults.find((vault) => path.resolve(vault.root) === path.resolve(root));
  return known === undefined ? undefined : { root, id: known.id };
}

/** What is known of a device's vault without touching a disk. */
export function withinOf(settings: Settings, device: DeviceRecord): VaultOptions {
  return withinVault(settings, vaultOf(settings, device));
}

export function withinVault(settings: Settings, root: string): VaultOptions {
  const marked = knownVault(settings, root);
  return { ...(marked === undefined ? {} : { marked }), ...ownerIn(settings) };
}

/** The mark of this home, where it has drawn one. */
export function ownerIn({ owner }: Settings): Pick<VaultOptions, 'owner'> {
  return owner === undefined ? {} : { owner };
}

/**
 * The vault of a device. One from before there were markers is adopted, if this home's backups are really there.
 * @throws KeepError `vault/missing` (an empty folder is in its place), `vault/unwritable`, `vault/full`
 */
export async function openVault(ports: Ports, settings: Settings, device: DeviceRecord): Promise<OpenVault> {
  const folder = folderOf(settings, device);
  const root = vaultOf(settings, device);
  const marked = knownVault(settings, root) ?? (await adoptVault(ports, root));
  return { folder, within: { marked, owner: await homeMark(ports, settings) } };
}

/**
 * Marks a vault, or takes up the marker that is there. A home that remembers backups in it and does not find one of them looks
 * at the empty mount point of a disk that is away.
 * @throws KeepError `vault/missing`, `vault/unwritable`, `vault/full`
 */
export async function adoptVault(ports: Ports, root: string): Promise<Place> {
  const settings = await ports.settings.read();
  const known = knownVault(settings, root);
  if (known !== undefined) return known;
  if (await isOnlyRemembered(ports, settings, root)) throw keepError('vault/missing', { folder: root });
  return await useVault(ports, root);
}

/** Makes a folder a vault of this home by its user's word, whatever was known of it. Errors as `markVault`. */
export async function useVault({ settings }: Pick<KeeperPorts, 'settings'>, root: string): Promise<Place> {
  const marked = await markVault(root);
  await settings.update((current) => rememberVault(current, marked));
  return marked;
}

export function rememberVault(settings: Settings, marked: Place): Settings {
  const others = (settings.vaults ?? []).filter(({ root }) => path.resolve(root) !== path.resolve(marked.root));
  return { ...settings, vaults: [...others, marked] };
}

async function isOnlyRemembered({ history }: Ports, settings: Settings, root: string): Promise<boolean> {
  const common = settings.vault;
  const here = settings.devices.filter(
    ({ vault = common }) => vault !== undefined && path.resolve(vault) === path.resolve(root),
  );
  let remembered = false;
  for (const device of here) {
    const runs = history.listRuns({ deviceId: device.id, limit: RUNS_LOOKED_AT });
    const ids = new Set(runs.flatMap(({ id, outcome }) => (outcome === 'verified' ? [id] : [])));
    if (ids.size === 0) continue;
    remembered = true;
    const entries = await listBackups(folderOf(settings, device));
    if (entries.some((entry) => entry.state !== 'unknown' && ids.has(entry.sidecar.runId))) return false;
  }
  return remembered;
}

/** The mark by which this home tells its own in a vault that it shares; drawn at the first need. */
export async function homeMark(
  { settings, newId }: Pick<KeeperPorts, 'settings' | 'newId'>,
  known: Settings,
): Promise<string> {
  if (known.owner !== undefined) return known.owner;
  const drawn = newId();
  const { owner = drawn } = await settings.update((current) => ({ ...current, owner: current.owner ?? drawn }));
  return owner;
}
