import type { Profile } from './profiles.ts';

/** One line of SYNO.API.Info. */
export interface ApiEntry {
  readonly path: string;
  readonly minVersion: number;
  readonly maxVersion: number;
  readonly requestFormat?: 'JSON';
}

export type ApiTable = Readonly<Record<string, ApiEntry>>;

const entry = (maxVersion: number, path = 'entry.cgi', minVersion = 1): ApiEntry => ({ path, minVersion, maxVersion });

/** R aerialls tests/payload.py (Auth 1-3, Encryption 1-1), R report (Config.Backup 1-1 at entry.cgi). */
const SRM: ApiTable = {
  'SYNO.API.Info': entry(1, 'query.cgi'),
  'SYNO.API.Auth': entry(3, 'auth.cgi'),
  'SYNO.API.Encryption': entry(1, 'encryption.cgi'),
  'SYNO.Backup.Config.Backup': entry(1),
  // Listed on real devices; a call to it is a defect of the caller, see allowed-calls.ts.
  'SYNO.Backup.Config.Restore': entry(1),
  'SYNO.Mesh.System.Info': entry(1),
  // I: clients written for DSM get past this call on SRM.
  'SYNO.DSM.Info': entry(2),
  'SYNO.Core.System': entry(1),
  'SYNO.Core.System.Utilization': entry(1),
  'SYNO.Core.NGFW.Traffic': entry(1),
};

/** C kwent 6.x/_full.json. */
const DSM6: ApiTable = {
  'SYNO.API.Info': entry(1, 'query.cgi'),
  'SYNO.API.Auth': entry(6, 'auth.cgi'),
  'SYNO.API.Encryption': entry(1, 'encryption.cgi'),
  'SYNO.Backup.Config.Backup': entry(2),
  'SYNO.Backup.Config.Restore': entry(2),
  'SYNO.Backup.Config.AutoBackup': entry(2),
  'SYNO.DSM.Info': entry(2),
  'SYNO.Core.System': entry(3),
  'SYNO.Core.System.Utilization': entry(1),
  'SYNO.Core.Desktop.Initdata': entry(1),
  'SYNO.FileStation.Info': entry(2),
};

/** C mikespub docs/API.json: on DSM 7 everything sits at entry.cgi. */
const DSM7: ApiTable = Object.fromEntries(
  Object.entries({ ...DSM6, 'SYNO.API.Auth': entry(7), 'SYNO.API.Auth.UIConfig': entry(1) }).map(([name, api]) => [
    name,
    { ...api, path: 'entry.cgi', requestFormat: 'JSON' as const },
  ]),
);

/** R math65/dsmaccess (`SYNO.API.Auth.Type`); R home-assistant/core#164646: volumes are a matter of a NAS alone. */
const DSM74: ApiTable = {
  ...DSM7,
  'SYNO.API.Auth.Type': { path: 'entry.cgi', minVersion: 1, maxVersion: 1, requestFormat: 'JSON' },
  'SYNO.SecureSignIn.Authenticator.Request': { path: 'entry.cgi', minVersion: 1, maxVersion: 1, requestFormat: 'JSON' },
  'SYNO.Storage.CGI.Storage': { path: 'entry.cgi', minVersion: 1, maxVersion: 1, requestFormat: 'JSON' },
};

/**
 * What a profile lists in SYNO.API.Info.
 * `srm-strict` has no Initdata (untested on SRM), so a client must find out its rights by the backup API itself.
 */
export function apisOf(profile: Profile): ApiTable {
  switch (profile) {
    case 'srm-strict':
      return SRM;
    case 'srm-1.3.2':
      // C Hubitat integration: an update that waits.
      return { ...SRM, 'SYNO.Core.Upgrade.Server': entry(1), 'SYNO.Wifi.Network.Setting': entry(1) };
    case 'srm-lenient':
      return { ...SRM, 'SYNO.Core.Desktop.Initdata': entry(1) };
    case 'dsm5': {
      // The profile's point: no usable SYNO.API.Auth, the way in is /webman/login.cgi.
      const absent = ['SYNO.API.Auth', 'SYNO.Backup.Config.AutoBackup'];
      const rest = Object.fromEntries(Object.entries(DSM6).filter(([name]) => !absent.includes(name)));
      return { ...rest, 'SYNO.Backup.Config.Backup': entry(1), 'SYNO.Backup.Config.Restore': entry(1) };
    }
    case 'dsm6':
      return DSM6;
    case 'dsm7':
      return DSM7;
    case 'dsm7.4':
      return DSM74;
  }
}

/**
 * Paths under /webapi/ at which an API answers: its own, and on DSM 7 the old names as aliases (I: a widely used
 * library calls encryption.cgi and auth.cgi there and works).
 */
export function answersAt(name: string, api: ApiEntry, path: string): boolean {
  if (path === api.path) return true;
  if (name === 'SYNO.API.Info') return path === 'query.cgi' || path === 'entry.cgi';
  if (name === 'SYNO.API.Auth') return path === 'auth.cgi' && api.path === 'entry.cgi';
  return name === 'SYNO.API.Encryption' && path === 'encryption.cgi' && api.path === 'entry.cgi';
}
