import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../../shared/index.ts';
import { closeFolder } from '../platform/access-list.ts';
import { diskFs, type DurableFs } from './durable-fs.ts';
import type { Place } from './marker.ts';

/** What the vault takes from outside. */
export interface VaultContext {
  readonly fs: DurableFs;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  /** Asked on Windows alone, which has no mode bits. False: others may read the folder. */
  readonly closeFolder: (folder: string) => Promise<boolean>;
  /** The random part of a temporary name. */
  readonly randomName: () => string;
  readonly signal?: AbortSignal;
  /** The vault or second place in which the work lies: nothing is read or written where its marker is not. */
  readonly marked?: Place;
  /** The mark of this home: where several share a vault, each tidies up behind itself alone. */
  readonly owner?: string;
}

/** Each part may be replaced; what is left out is the real thing. */
export type VaultOptions = Partial<VaultContext>;

export function vaultContext(options: VaultOptions): VaultContext {
  return {
    fs: diskFs,
    clock: {
      now: () => Date.now(),
      sleep: (ms, signal) => setTimeout(ms, undefined, signal === undefined ? {} : { signal }),
    },
    platform: process.platform,
    closeFolder,
    randomName: () => randomBytes(8).toString('hex'),
    ...options,
  };
}
