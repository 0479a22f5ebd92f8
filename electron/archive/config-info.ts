import { keepError, sanitizeText, type Product, type Warning } from '../../shared/index.ts';
import type { Member } from './members.ts';
import { quoted } from './quoted.ts';
import type { VerifyOptions } from './types.ts';

/** What config_info tells about where an archive comes from (dss-format.md, "Container"). Each is absent where it is silent. */
export interface ConfigInfo {
  /** `SRM` or `DSM`, as written. */
  readonly osName?: string;
  /** "7.0-42218", where version and build are told. */
  readonly osVersion?: string;
  /** Platform name such as "synology_cypress_rt6600ax". */
  readonly unique?: string;
}

export const CONFIG_INFO = 'ConfigBkp/config_info';
/** Six short lines are normal. */
export const CONFIG_INFO_CEILING = 64 * 1024;

/** The keys that were seen in exports of SRM and DSM. */
const KEYS = ['os_name', 'conf_version', 'dsm_majorversion', 'dsm_minorversion', 'dsm_buildnumber', 'unique'];

const LONGEST_VALUE = 200;
const MOST_NAMES = 10;

/** Where an archive says that it comes from, and what is unfamiliar about how it says so. */
export interface Origin {
  readonly info: ConfigInfo;
  readonly warnings: readonly Warning[];
}

/**
 * Reads each config_info of an archive; the last one counts, as it would when the archive is unpacked, and none of them may
 * contradict the device. A field that is left out cannot.
 * @throws KeepError device/other-device
 */
export function readOrigin(members: readonly Member[], expected: VerifyOptions['expected']): Origin {
  const found = members.filter(({ path, kind }) => path === CONFIG_INFO && kind === 'file');
  let last: Origin = { info: {}, warnings: [{ code: 'unfamiliar/no-config-info' }] };
  for (const { contents } of found) {
    last = originIn(contents);
    checkOrigin(last.info, expected);
  }
  return last;
}

function originIn(contents: Uint8Array | undefined): Origin {
  const text = contents === undefined ? undefined : textOf(contents);
  if (text === undefined) return { info: {}, warnings: [{ code: 'unfamiliar/config-info' }] };
  const values = valuesIn(text);
  const info = infoOf(values);
  const missing = KEYS.filter((key) => (values.get(key) ?? '') === '');
  const more = [...values.keys()].filter((key) => !KEYS.includes(key));
  const system = info.osName;
  return {
    info,
    warnings: [
      ...(missing.length === 0 ? [] : [{ code: 'unfamiliar/missing-keys', names: listed(missing) } as const]),
      ...(more.length === 0 ? [] : [{ code: 'unfamiliar/new-keys', names: listed(more) } as const]),
      ...(system === undefined || system === 'SRM' || system === 'DSM'
        ? []
        : [{ code: 'unfamiliar/system', name: quoted(Buffer.from(system).toString('latin1')) } as const]),
    ],
  };
}

/** `key="value"` lines, also with a bare value; other lines are left alone. */
function valuesIn(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split(/\r\n|\n|\r/)) {
    const [, key, quotedValue, bareValue] = /^\s*(\w+)=(?:"(.*)"|([^"\s]*))\s*$/.exec(line) ?? [];
    const value = quotedValue ?? bareValue;
    if (key !== undefined && value !== undefined && value.length <= LONGEST_VALUE) values.set(key, sanitizeText(value));
  }
  return values;
}

function infoOf(values: ReadonlyMap<string, string>): ConfigInfo {
  const told = (key: string): string | undefined => (values.get(key) === '' ? undefined : values.get(key));
  const [osName, osVersion, unique] = [told('os_name'), versionOf(values), told('unique')];
  return {
    ...(osName === undefined ? {} : { osName }),
    ...(osVersion === undefined ? {} : { osVersion }),
    ...(unique === undefined ? {} : { unique }),
  };
}

/** Names of keys are letters, digits and underscores. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => name.slice(0, LONGEST_VALUE));
  return [...shown, ...(names.length > MOST_NAMES ? ['...'] : [])].join(', ');
}

/** Another word for a system that is known contradicts nothing. @throws KeepError device/other-device */
function checkOrigin(info: ConfigInfo, expected: VerifyOptions['expected']): void {
  const product = productOf(info);
  if (expected?.product !== undefined && product !== undefined && product !== expected.product) {
    throw keepError('device/other-device', { expected: expected.product, found: product });
  }
  if (expected?.unique !== undefined && info.unique !== undefined && info.unique !== expected.unique) {
    throw keepError('device/other-device', { expected: expected.unique, found: info.unique });
  }
}

/** The product as our models name it; undefined for a system we do not know. */
function productOf({ osName }: ConfigInfo): Product | undefined {
  const word = osName?.trim().toUpperCase();
  return word === 'SRM' || word === 'DSM' ? word : undefined;
}

function versionOf(values: ReadonlyMap<string, string>): string | undefined {
  const major = values.get('dsm_majorversion');
  const minor = values.get('dsm_minorversion');
  const build = values.get('dsm_buildnumber');
  if (major === undefined || minor === undefined) return undefined;
  return build === undefined ? `${major}.${minor}` : `${major}.${minor}-${build}`;
}

/** Control characters would travel into sidecars and terminals. */
function textOf(contents: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(contents);
    return /[^\P{Cc}\t\r\n]/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
