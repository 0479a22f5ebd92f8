import path from 'node:path';
import {
  isZone,
  KeepError,
  keepError,
  sanitizeText,
  say,
  type Endpoint,
  type Identity,
} from '../../../shared/index.ts';
import { checkUserName, parseAddress } from '../../device/index.ts';
import type { SecondPlace, Settings } from '../../records/index.ts';
import { safeFolderName } from '../../vault/index.ts';
import { checkName } from '../new-device.ts';
import { checkGroup } from '../preferences/group.ts';
import type { ExportedDevice, SettingsDocument } from './document.ts';

/** Far more than anybody looks after; each is held against what lies in the vault. */
const MOST_DEVICES = 5_000;
/** Of one device, or for all. */
const MOST_PLACES = 50;
const MOST_PAUSES = 5;
const MOST_ALARMS = 10;

/** A marker's id, as `vault/copies/marker.ts` reads it. */
const MARKER_ID = /^[\w-]{8,100}$/;

/**
 * A document of the right shape as it may be taken up: anybody may have edited it, so each value has to be one that could have
 * been typed, and is stored in the form in which it is read.
 * @param now milliseconds since 1970
 * @throws KeepError usage/invalid that names the field
 */
export function checkDocument(document: SettingsDocument, now: number): SettingsDocument {
  const { all, devices, exportedAt } = document;
  if (devices.length > MOST_DEVICES) throw brokenField('devices');
  return {
    ...document,
    // Slots count from then on: a moment to come would put the first night off.
    exportedAt: Date.parse(exportedAt) <= now ? exportedAt : new Date(now).toISOString(),
    all: { ...all, ...checkedPlan(all, 'all') },
    devices: devices.map((device, index) => checkedDevice(device, `devices.${String(index)}`)),
  };
}

/** @param field path in the document, `devices.3.name` */
export function brokenField(field: string, problem?: string): KeepError {
  const sentence = say('preferences.import.broken', { field });
  return keepError('usage/invalid', {
    problem: problem === undefined ? sentence : `${sentence} ${problem}`,
    remedy: say('preferences.import.foreign.remedy'),
  });
}

const NOBODY = { devices: [] } satisfies Pick<Settings, 'devices'>;

function checkedDevice(device: ExportedDevice, at: string): ExportedDevice {
  const { name, group, endpoint, user, trust, identity, folder } = device;
  if ((device.withoutAlarms?.length ?? 0) > MOST_ALARMS) throw brokenField(`${at}.withoutAlarms`);
  return {
    ...device,
    ...checkedPlan(device, at),
    name: checked(`${at}.name`, () => checkName(NOBODY, name)),
    ...(group !== undefined && { group: checked(`${at}.group`, () => checkGroup(group)) }),
    endpoint: checked(`${at}.endpoint`, () => checkedEndpoint(endpoint)),
    user: checked(`${at}.user`, () => checkUserName(user)),
    trust: trust.kind === 'system' ? { ...trust, issuer: sanitizeText(trust.issuer) } : trust,
    identity: sanitizedIdentity(identity),
    folder: isPlainName(folder) ? folder : safeFolderName(folder),
  };
}

type Plan = Pick<ExportedDevice, 'schedule' | 'vault' | 'copyTo' | 'alarms' | 'pauses'>;

function checkedPlan({ schedule, vault, copyTo, alarms, pauses }: Plan, at: string): Plan {
  if ((copyTo?.length ?? 0) > MOST_PLACES) throw brokenField(`${at}.copyTo`);
  if ((alarms?.length ?? 0) > MOST_ALARMS) throw brokenField(`${at}.alarms`);
  if ((pauses?.length ?? 0) > MOST_PAUSES) throw brokenField(`${at}.pauses`);
  // One that was stored here is put up with; what comes from elsewhere is looked at before.
  if (schedule?.zone !== undefined && !isZone(schedule.zone)) throw brokenField(`${at}.schedule.zone`);
  return {
    ...(vault !== undefined && { vault: checkedFolder(`${at}.vault`, vault) }),
    ...(copyTo && { copyTo: copyTo.map((place, index) => checkedPlace(place, `${at}.copyTo.${String(index)}`)) }),
    ...(alarms && { alarms: alarms.map(({ kind, host }) => ({ kind, host: sanitizeText(host) })) }),
  };
}

function checkedPlace(place: SecondPlace, at: string): SecondPlace {
  if (!MARKER_ID.test(place.id)) throw brokenField(`${at}.id`);
  return { ...place, root: checkedFolder(`${at}.root`, place.root) };
}

/** One of another system is no absolute path here, and stays as it is, to be told. */
function checkedFolder(field: string, folder: string): string {
  if (/\p{Cc}/u.test(folder) || !folder.isWellFormed()) throw brokenField(field);
  return path.isAbsolute(folder) ? path.resolve(folder) : folder;
}

/** The address as it would be typed, and read from that. @throws KeepError usage/invalid */
function checkedEndpoint(endpoint: Endpoint): Endpoint {
  const { scheme, host, port } = endpoint;
  const origin = `${scheme}://${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
  const address = parseAddress(`${origin}${endpoint.path ?? ''}`);
  // A host with a port, a path or a fragment of its own leaves no room for the port behind it.
  if (address.port !== port || address.path !== endpoint.path)
    throw keepError('usage/invalid', { problem: '', remedy: '' });
  return { ...endpoint, host: address.host };
}

function sanitizedIdentity({ product, guessed, ...told }: Identity): Identity {
  const facts = Object.entries(told).flatMap(([name, text]) => {
    const clean = text === undefined ? '' : sanitizeText(text);
    return clean === '' ? [] : [[name, clean] as const];
  });
  return { product, ...(guessed && { guessed }), ...Object.fromEntries(facts) };
}

/** A folder's name and nothing else: no path, nothing hidden, not the folder itself or the one above. */
function isPlainName(folder: string): boolean {
  return !/^\.|[/\\\p{Cc}]/u.test(folder) && folder.isWellFormed() && folder === folder.trim() && folder.length <= 255;
}

function checked<Value>(field: string, read: () => Value): Value {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof KeepError) || thrown.code !== 'usage/invalid') throw thrown;
    throw brokenField(field, thrown.message);
  }
}
