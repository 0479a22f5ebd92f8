import type { AlarmDelivery, AlarmKind, ErrorReport } from '../../shared/index.ts';
import type { CopyView } from './views.ts';

/** What became of the copies of one device in one place. */
export type CopyResult = Omit<CopyView, 'problem'> & {
  readonly device: string;
  /** How many backups were copied now, and which, in that order. */
  readonly copied: number;
  readonly files: readonly string[];
  /** By the place's own retention. */
  readonly removed: readonly string[];
} & ({ readonly ok: true } | { readonly ok: false; readonly error: ErrorReport });

/** An alarm outside, as it is configured. Its address is a secret; only the host is shown. */
export interface AlarmView {
  readonly kind: AlarmKind;
  /** Absent: it serves all devices. */
  readonly device?: string;
  readonly host: string;
  /** "hc-ping.com: delivered 3 minutes ago" */
  readonly sentence: string;
  /** Absent until something was sent. */
  readonly last?: AlarmDelivery;
  /** Deliveries that are still tried; the next at `nextAttemptAt`, ISO 8601. */
  readonly waiting: number;
  readonly nextAttemptAt?: string;
}

/** One alarm that was tried. */
export interface AlarmTest {
  readonly kind: AlarmKind;
  readonly device?: string;
  readonly host: string;
  readonly ok: boolean;
  /** A plain sentence, where it failed. */
  readonly problem?: string;
}
