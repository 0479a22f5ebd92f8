/** The code of a system error such as ENOSPC; undefined for anything else, Node's own ERR_ codes too. */
export function systemCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return undefined;
  return /^(E[A-Z0-9]+|UNKNOWN)$/.test(thrown.code) ? thrown.code : undefined;
}

/** An error in the form of the system's own, for what the system reports only by a count (a write of 0 bytes). */
export function systemError(code: string, text: string): Error {
  return Object.assign(new Error(`${code}: ${text}`), { code });
}
