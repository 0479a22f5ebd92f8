import type { Schedule } from '../../../shared/index.ts';

/** A laptop and a router, seen from outside: true time, and everything that may happen to them. */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export type Happening =
  /** Wakes up at home; the network is there some time later. */
  | { readonly kind: 'sleep'; readonly for: number; readonly networkAfter?: number }
  /** The program is killed and comes back later; a run is cut. */
  | { readonly kind: 'off'; readonly for: number }
  /** Elsewhere: another network, the router is not there. */
  | { readonly kind: 'away'; readonly for: number }
  /** At home, but the router does not answer. */
  | { readonly kind: 'router-down'; readonly for: number }
  | { readonly kind: 'pause'; readonly for: number }
  | { readonly kind: 'set-clock'; readonly by: number }
  | { readonly kind: 'zone'; readonly name: string }
  | { readonly kind: 'manual-backup' }
  /** Resume, unlock and network change reported in the same moment, as desktops do. */
  | { readonly kind: 'nudges' }
  /** The next run is killed after its backup was stored, before its row was written. */
  | { readonly kind: 'crash-after-store' };

export interface Event {
  /** Quiet time before it happens. */
  readonly after: number;
  readonly happening: Happening;
}

export interface History {
  readonly schedule: Schedule;
  readonly zone: string;
  /** True time at which the device is added. */
  readonly start: number;
  readonly events: readonly Event[];
  /** Devices in the fleet: its size spreads the start. */
  readonly fleetSize: number;
}
