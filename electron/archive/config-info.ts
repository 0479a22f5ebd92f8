import { keepError, say, type Product } from '../../shared/index.ts';

/** What config_info tells about where an archive comes from (dss-format.md, "Container"). */
export interface ConfigInfo {
  /** `SRM` or `DSM`, as written. */
  readonly osName: string;
  /** "7.0-42218", where version and build are told. */
  readonly osVersion?: string;
  /** Platform name such as "synology_cypress_rt6600ax". */
  readonly unique?: string;
}

export const CONFIG_INFO = 'ConfigBkp/config_info';
/** Six short lines are normal. */
export const CONFIG_INFO_CEILING = 64 * 1024;

const LONGEST_VALUE = 200;

/**
 * Parses `key="value"` lines; unknown keys and other lines are left alone.
 * @throws KeepError archive/damaged when it is no text, archive/incomplete when it names no system
 */
export function parseConfigInfo(contents: Uint8Array): ConfigInfo {
  const values = new Map<string, string>();
  for (const line of textOf(contents).split(/\r\n|\n|\r/)) {
    const [, key, quotedValue, bareValue] = /^\s*(\w+)=(?:"(.*)"|([^"\s]*))\s*$/.exec(line) ?? [];
    const value = quotedValue ?? bareValue;
    if (key !== undefined && value !== undefined && value.length <= LONGEST_VALUE) values.set(key, value);
  }
  const osName = values.get('os_name');
  if (osName === undefined || osName === '') {
    throw keepError('archive/incomplete', { detail: say('archive.info-silent') });
  }
  const osVersion = versionOf(values);
  const unique = values.get('unique');
  return {
    osName,
    ...(osVersion === undefined ? {} : { osVersion }),
    ...(unique === undefined || unique === '' ? {} : { unique }),
  };
}

/** The product as our models name it; undefined for a system we do not know. */
export function productOf(info: ConfigInfo): Product | undefined {
  return info.osName === 'SRM' || info.osName === 'DSM' ? info.osName : undefined;
}

function versionOf(values: ReadonlyMap<string, string>): string | undefined {
  const major = values.get('dsm_majorversion');
  const minor = values.get('dsm_minorversion');
  const build = values.get('dsm_buildnumber');
  if (major === undefined || minor === undefined) return undefined;
  return build === undefined ? `${major}.${minor}` : `${major}.${minor}-${build}`;
}

function textOf(contents: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(contents);
    // Control characters would travel into sidecars and terminals.
    if (/[^\P{Cc}\t\r\n]/u.test(text)) throw new TypeError('control characters');
    return text;
  } catch (error) {
    throw keepError('archive/damaged', { detail: say('archive.info-broken') }, error);
  }
}
