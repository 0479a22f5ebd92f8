import { NEW_CONNECTION, type Connection } from '../../schedule/index.ts';
import type { Look } from '../standing/look.ts';

/** What a watch remembers about one device between two looks. Nothing of it has to outlive the process. */
export interface DeviceState {
  connection: Connection;
  /** When to look again if nothing happens before, milliseconds since 1970; -Infinity: at the next round. */
  nextAt: number;
  /** It is due, but enough others are being worked on. */
  queued: boolean;
  /** What is under way here for this device: a knock at its door, or a run. */
  busy?: { readonly kind: 'knock' | 'run'; readonly cancel: () => void };
  look?: Look;
  /** The slot for which it was looked whether the trusted certificate answers again; not after a wake or in another network. */
  lookedFor?: string;
}

export function newDeviceState(connection: Connection = NEW_CONNECTION): DeviceState {
  return { connection, nextAt: -Infinity, queued: false };
}
