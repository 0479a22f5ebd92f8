import {
  keepError,
  sanitizeText,
  say,
  shortenText,
  type Identity,
  type SignInForm,
  type Trust,
} from '../../shared/index.ts';
import type { DeviceRecord, Settings } from '../records/index.ts';
import {
  chooseFolder,
  cloudWarning,
  isOf,
  type DeviceMarks,
  listBackups,
  prepareVault,
  type VaultOptions,
} from '../vault/index.ts';
import { adoptVault, knownVault, withinVault } from './open-vault.ts';
import type { KeeperPorts } from './ports.ts';
import { certificateOf, isSame } from './same-device.ts';
import { deleteSecrets, storeSecrets } from './secret-accounts.ts';
import { sameName } from './selection.ts';
import type { AddQuestions, AddRequest, ProbeReport } from './types.ts';
import { inside } from '../platform/path-segment.ts';

/** What is known about a new device once its sign-in was proven. */
export interface Proven {
  readonly request: AddRequest;
  readonly report: ProbeReport;
  readonly trust: Trust;
  readonly identity: Identity;
  readonly form: SignInForm;
  readonly password: string;
  readonly deviceToken: string | undefined;
  readonly vault: string;
}

const LONGEST_NAME = 64;

/** @throws KeepError usage/invalid */
export function checkName(settings: Pick<Settings, 'devices'>, name: string): string {
  const trimmed = name
    .trim()
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ');
  // What cannot be seen cannot be typed again, and two names may then look like one.
  if (trimmed === '' || trimmed !== sanitizeText(trimmed, LONGEST_NAME)) {
    throw keepError('usage/invalid', {
      problem: say('keeper.bad-name'),
      remedy: say('keeper.bad-name.remedy', { most: LONGEST_NAME }),
    });
  }
  if (settings.devices.some((device) => sameName(device.name, trimmed))) {
    throw keepError('usage/invalid', {
      problem: say('keeper.name-taken', { name: trimmed }),
      remedy: say('keeper.name-taken.remedy'),
    });
  }
  return trimmed;
}

/** The folder for backups: asked for, else the common one, else the default; made where it is new. */
export async function settleVault(
  ports: KeeperPorts,
  settings: Settings,
  asked: string | undefined,
  tell: AddQuestions['tell'],
): Promise<string> {
  const vault = asked ?? settings.vault ?? ports.defaultVault;
  const warning = cloudWarning(vault, { env: ports.env });
  if (warning !== undefined) tell(warning);
  const known = settings.vault === vault || settings.devices.some((device) => device.vault === vault);
  // Nothing is written down yet: a sign-in that fails leaves nothing behind.
  const remembered = known || knownVault(settings, vault) !== undefined;
  if (known) await adoptVault(ports, vault);
  await prepareVault(vault, { create: !remembered }, withinVault(await ports.settings.read(), vault));
  return vault;
}

/**
 * Writes the new device down: its secrets first, so that a device in the settings always has them; nothing stays if the
 * settings cannot be written.
 * @throws KeepError usage/invalid when it is there already, secret/*, settings/*
 */
export async function storeDevice(ports: KeeperPorts, proven: Proven): Promise<DeviceRecord> {
  const settings = await ports.settings.read();
  const { identity, request, vault } = proven;
  const candidate = { identity, endpoint: proven.report.endpoint, trust: proven.trust };
  const marks = { certificate: certificateOf(proven.trust), endpoint: proven.report.endpoint };
  const known = settings.devices.find((device) => isSame(device, candidate));
  if (known !== undefined) {
    throw keepError('usage/invalid', {
      problem: say('keeper.already-there', { name: known.name }),
      remedy: say('keeper.already-there.remedy'),
    });
  }
  const wanted = identity.hostName ?? identity.model ?? proven.report.endpoint.host;
  const name = request.name === undefined ? freeName(settings, wanted) : checkName(settings, request.name);
  const marked = await adoptVault(ports, vault);
  const folder = await chooseFolder(vault, name, identity.serial, {
    marks,
    taken: settings.devices.filter((other) => (other.vault ?? settings.vault) === vault).map((other) => other.folder),
    marked,
  });
  const device: DeviceRecord = {
    id:
      (await formerId(settings, inside(vault, folder), { ...marks, serial: identity.serial }, { marked })) ??
      ports.newId(),
    name,
    ...(request.group === undefined ? {} : { group: request.group }),
    endpoint: proven.report.endpoint,
    user: request.user,
    trust: proven.trust,
    identity,
    signInForm: proven.form,
    hasDeviceToken: proven.deviceToken !== undefined,
    folder,
    ...(request.vault === undefined || request.vault === settings.vault ? {} : { vault }),
    addedAt: new Date(ports.clock.now()).toISOString(),
    ...(request.backUp ? {} : { noFirstBackup: true }),
  };
  const secrets = await ports.secrets();
  await storeSecrets(secrets, device.id, { password: proven.password, deviceToken: proven.deviceToken });
  try {
    await ports.settings.update((current) => ({
      ...current,
      // A folder that was asked for is this device's own; the common one is where devices go unasked.
      ...(request.vault === undefined ? { vault: current.vault ?? vault } : {}),
      devices: [...current.devices, device],
    }));
  } catch (error) {
    await deleteSecrets(secrets, device.id);
    throw error;
  }
  return device;
}

/** Takes back what `storeDevice` wrote, when the user cancelled. */
export async function unstoreDevice(ports: KeeperPorts, device: DeviceRecord): Promise<void> {
  await ports.settings.update((current) => ({
    ...current,
    devices: current.devices.filter(({ id }) => id !== device.id),
  }));
  await deleteSecrets(await ports.secrets(), device.id);
}

/** The name, with a number behind it where another device has it. */
export function freeName(settings: Pick<Settings, 'devices'>, wanted: string): string {
  const taken = (name: string): boolean => settings.devices.some((device) => sameName(device.name, name));
  const stem = shortenText(wanted, LONGEST_NAME - 4);
  let name = stem;
  for (let count = 2; taken(name); count++) name = `${stem} ${count}`;
  return name;
}

/** A device that was here before, by its serial in the folder it takes up again, keeps its id and so its history. */
async function formerId(
  settings: Settings,
  folder: string,
  marks: DeviceMarks,
  within: VaultOptions,
): Promise<string | undefined> {
  for (const entry of await listBackups(folder, within)) {
    if (entry.state === 'unknown' || !isOf(entry.sidecar, marks)) continue;
    const { deviceId } = entry.sidecar;
    return settings.devices.some(({ id }) => id === deviceId) ? undefined : deviceId;
  }
  return undefined;
}
