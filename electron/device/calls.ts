/**
 * Every call that may leave this program. `send.ts` takes keys of these tables and nothing else can be sent:
 * what would change a device (SYNO.Backup.Config.Restore, AutoBackup `set` and `backup`) cannot even be worded.
 *
 * Everything is sent by POST, so that no credential and no session can end up in an address, where logs would keep it;
 * devices read query and body alike (C: recorded clients use either, and split calls between both; protocol.md 1.2, 2.3).
 *
 * Grades: R seen on a real device, C what another client does, I inferred. Sources: docs/protocol.md and
 * the public repositories it names.
 */
export interface Call {
  readonly api: string;
  readonly method: string;
  /** Versions that may be used; the highest one the device offers is taken. */
  readonly versions: readonly number[];
  /** Below /webapi/, for the one call that comes before the directory. */
  readonly path?: string;
  /** May be sent once more after a kept-alive socket was found closed: it changes nothing and signs nobody in. */
  readonly repeatable: boolean;
}

export const CALLS = {
  /** R aerialls tests/payload.py, mikespub docs/API.json: the list of all calls, asked without credentials. */
  directory: {
    api: 'SYNO.API.Info',
    method: 'query',
    versions: [1],
    path: 'query.cgi',
    repeatable: true,
  },
  /** R aerialls tests/payload.py: the key for the login envelope. */
  encryption: { api: 'SYNO.API.Encryption', method: 'getinfo', versions: [1], repeatable: true },
  /** R field report (v3 on SRM), C dsmctl internal/synology/client.go (v7 on DSM). v2 is the first with format=sid. */
  login: { api: 'SYNO.API.Auth', method: 'login', versions: [2, 3, 4, 5, 6, 7], repeatable: false },
  /** R math65/dsmaccess: which kinds of sign-in an account has. Asked after a 403 that does not name them. */
  signInKinds: { api: 'SYNO.API.Auth.Type', method: 'get', versions: [1], repeatable: true },
  /** C dsmctl, nioc lib/index.js; with `_sid`, without which it ends nothing (protocol.md 1.2). */
  logout: { api: 'SYNO.API.Auth', method: 'logout', versions: [2, 3, 4, 5, 6, 7], repeatable: true },
  /** R mikespub tools/schemas/SYNO.Core.Desktop.Initdata-get.json: who we are (DSM). */
  initdata: { api: 'SYNO.Core.Desktop.Initdata', method: 'get', versions: [1], repeatable: true },
  /** R aerialls tests/payload.py GET_SYSTEM_INFO_PAYLOAD: identity of an SRM router. */
  meshInfo: { api: 'SYNO.Mesh.System.Info', method: 'get', versions: [1], repeatable: true },
  /** R py-synologydsm-api tests/api_data: identity of a NAS. */
  dsmInfo: { api: 'SYNO.DSM.Info', method: 'getinfo', versions: [1, 2], repeatable: true },
  /** R (fields from DSM) protocol.md 5.2: identity where the two above are missing. */
  systemInfo: { api: 'SYNO.Core.System', method: 'info', versions: [1], repeatable: true },
  /** R mikespub tools/schemas/SYNO.Backup.Config.Backup-list.json: harmless and for administrators only. */
  backupList: { api: 'SYNO.Backup.Config.Backup', method: 'list', versions: [1], repeatable: true },
  /** R field report, aerialls pull 35. Version 1 everywhere: no method is listed for version 2 (protocol.md 3.1). */
  backupStart: { api: 'SYNO.Backup.Config.Backup', method: 'start', versions: [1], repeatable: false },
  backupStatus: { api: 'SYNO.Backup.Config.Backup', method: 'status', versions: [1], repeatable: true },
  backupDownload: {
    api: 'SYNO.Backup.Config.Backup',
    method: 'download',
    versions: [1],
    repeatable: false,
  },
} as const satisfies Readonly<Record<string, Call>>;

export type CallName = keyof typeof CALLS;

/** Pages outside /webapi/, from before there was an API for them. Always POST. */
export interface Page {
  readonly path: string;
  readonly repeatable: boolean;
}

export const PAGES = {
  /** R protocol.md 2.2 (note on DSM web authentication): sign-in of DSM 5 and older. */
  login: { path: '/webman/login.cgi', repeatable: false },
  logout: { path: '/webman/logout.cgi', repeatable: true },
  /** R protocol.md 2.1: the start page. Its title tells the product where the list of calls does not. */
  start: { path: '/webman/index.cgi', repeatable: true },
  /** R same note: prints the name of the signed-in user. */
  whoAmI: { path: '/webman/modules/authenticate.cgi', repeatable: true },
} as const satisfies Readonly<Record<string, Page>>;

export type PageName = keyof typeof PAGES;
