import type { BackupEntry } from '../types.ts';

/** A file that was not moved; `reason` is a fragment of a sentence. */
export interface Left {
  readonly file: string;
  readonly state: BackupEntry['state'];
  readonly reason: string;
}
