import { vaultContext, type VaultContext, type VaultOptions } from '../context.ts';
import type { Place } from '../marker.ts';
import type { BackupEntry } from '../types.ts';

/** The vaults of both ends, where they are known by their markers; `marked` is that of the new folder. */
export interface MoveOptions extends VaultOptions {
  /** That of the old folder. */
  readonly markedFrom?: Place;
}

/** The context of the old folder and that of the new one. */
export function contextsOf({ markedFrom, marked, ...options }: MoveOptions): {
  readonly old: VaultContext;
  readonly context: VaultContext;
} {
  const plain = vaultContext(options);
  return {
    old: markedFrom === undefined ? plain : { ...plain, marked: markedFrom },
    context: marked === undefined ? plain : { ...plain, marked },
  };
}

/** A file that was not moved; `reason` is a fragment of a sentence. */
export interface Left {
  readonly file: string;
  readonly state: BackupEntry['state'];
  readonly reason: string;
}
