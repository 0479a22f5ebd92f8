/**
 * What a program that only takes backups may call: written down here once more, on purpose not shared with the
 * product, so that a slip in its table shows.
 */
const ALLOWED: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  'SYNO.API.Info': { query: [1] },
  'SYNO.API.Encryption': { getinfo: [1] },
  'SYNO.API.Auth': { login: [2, 3, 4, 5, 6, 7], logout: [1, 2, 3, 4, 5, 6, 7] },
  'SYNO.API.Auth.UIConfig': { get: [1] },
  'SYNO.API.Auth.Type': { get: [1] },
  // Version 2 is advertised on DSM, but no method of it is known: version 1 everywhere.
  'SYNO.Backup.Config.Backup': { list: [1], start: [1], status: [1], download: [1] },
  'SYNO.Mesh.System.Info': { get: [1] },
  'SYNO.DSM.Info': { getinfo: [1, 2] },
  'SYNO.Core.System': { info: [1, 2, 3] },
  'SYNO.Core.Desktop.Initdata': { get: [1] },
  'SYNO.FileStation.Info': { get: [1, 2] },
};

const ALLOWED_PAGES: readonly string[] = [
  '/webman/index.cgi',
  '/webman/login.cgi',
  '/webman/logout.cgi',
  '/webman/initdata.cgi',
  '/webman/modules/authenticate.cgi',
];

/** Whether a call of the web API stays inside the table. Method names are compared in lower case. */
export function isAllowedCall(
  api: string | undefined,
  method: string | undefined,
  version: number | undefined,
): boolean {
  if (api === undefined || method === undefined || version === undefined) return false;
  return ALLOWED[api]?.[method.toLowerCase()]?.includes(version) ?? false;
}

export function isAllowedPage(path: string): boolean {
  return ALLOWED_PAGES.includes(path);
}
