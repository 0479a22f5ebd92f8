import type { DeviceRecord, Settings } from '../../records/index.ts';
import type { KeeperPorts } from '../ports.ts';

/** Whose setting is meant: of one device, or without `device` the one for all. */
export interface Target {
  readonly settings: Settings;
  readonly device?: DeviceRecord;
}

/** A setting as it stands. */
export interface Shown {
  /** As one would type it; of a secret only what may be shown. */
  readonly value: string;
  /** Whether it was set here: a device without its own has the one for all, that one is the program's own. */
  readonly own: boolean;
  /** The value as a person says it, where that is more than `value`. */
  readonly words?: string;
}

/** What was typed for a key. Its two plain words, `default` and `none`, are told apart already. */
export type Typed =
  | { readonly kind: 'text'; readonly text: string }
  /** Take it back; never asked of a key that cannot be empty. */
  | { readonly kind: 'default' }
  | { readonly kind: 'none' };

export interface Asked {
  readonly target: Target;
  readonly typed: Typed;
  readonly signal: AbortSignal;
}

/** How one key is shown and changed. */
export interface Preference {
  readonly show: (target: Target, ports: Pick<KeeperPorts, 'defaultVault'>) => Shown;
  /** @returns sentences for the person who changed it */
  readonly change: (ports: KeeperPorts, asked: Asked) => Promise<readonly string[]>;
}
