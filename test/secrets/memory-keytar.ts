import type { KeytarFace } from '../../electron/secrets/index.ts';

/**
 * A keychain in memory, for what a real one cannot be made to do on demand. Whatever is given in `changes` replaces a call.
 */
export function memoryKeytar(
  changes: Partial<KeytarFace> = {},
): KeytarFace & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    getPassword: (_service, account) => Promise.resolve(entries.get(account) ?? null),
    setPassword: (_service, account, password) => {
      entries.set(account, password);
      return Promise.resolve();
    },
    deletePassword: (_service, account) => Promise.resolve(entries.delete(account)),
    ...changes,
  };
}
