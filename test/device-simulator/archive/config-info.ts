import type { DeviceFacts } from '../profiles.ts';

/** `key="value"` lines, R dss-format.md. `conf_version` is invented. */
export function configInfo(facts: DeviceFacts): string {
  const values = {
    os_name: facts.os,
    conf_version: facts.os === 'SRM' ? '3' : '5',
    dsm_majorversion: facts.major,
    dsm_minorversion: facts.minor,
    dsm_buildnumber: facts.build,
    unique: facts.unique,
  };
  return Object.entries(values)
    .map(([key, value]) => `${key}="${value}"\n`)
    .join('');
}
