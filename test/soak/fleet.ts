import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { BehaviourChange, Counters } from '../device-simulator/index.ts';

export interface FleetDevice {
  readonly origin: string;
  readonly user: string;
  readonly password: string;
  readonly fingerprint: string;
}

export interface Change {
  readonly index: number;
  readonly change: BehaviourChange;
}

/** What a device saw since the last look. */
export type Seen = Counters & { readonly fired: readonly string[] };

export type ToFleet =
  | { readonly kind: 'behave'; readonly changes: readonly Change[] }
  | { readonly kind: 'look' }
  | { readonly kind: 'count' };
export type FromFleet =
  | { readonly kind: 'ready'; readonly devices: readonly FleetDevice[] }
  | { readonly kind: 'done' }
  | { readonly kind: 'stalled'; readonly times: number }
  | { readonly kind: 'seen'; readonly devices: readonly Seen[] };

export interface FleetProcess {
  readonly devices: readonly FleetDevice[];
  /** These devices get a fault; every other one has none from now on. */
  readonly behave: (changes: readonly Change[]) => Promise<void>;
  /** How often a device has left somebody waiting since the last look. */
  readonly stalled: () => Promise<number>;
  /** What each saw, in their order. It forgets then, and ends its sessions. */
  readonly look: () => Promise<readonly Seen[]>;
  readonly close: () => Promise<void>;
}

export async function startFleetProcess(count: number): Promise<FleetProcess> {
  const child = fork(path.join(import.meta.dirname, 'fleet-process.ts'), [String(count)], {
    serialization: 'advanced',
    execArgv: [],
  });
  const answer = async <Kind extends FromFleet['kind']>(kind: Kind): Promise<Extract<FromFleet, { kind: Kind }>> => {
    const [message] = (await once(child, 'message', { signal: AbortSignal.timeout(120_000) })) as [FromFleet];
    if (message.kind !== kind) throw new Error(`the fleet said ${message.kind} instead of ${kind}`);
    return message as Extract<FromFleet, { kind: Kind }>;
  };
  const ask = async <Kind extends FromFleet['kind']>(
    message: ToFleet,
    kind: Kind,
  ): Promise<Extract<FromFleet, { kind: Kind }>> => {
    const answered = answer(kind);
    child.send(message);
    return answered;
  };
  const { devices } = await answer('ready');
  return {
    devices,
    behave: async (changes) => {
      await ask({ kind: 'behave', changes }, 'done');
    },
    stalled: async () => (await ask({ kind: 'count' }, 'stalled')).times,
    look: async () => (await ask({ kind: 'look' }, 'seen')).devices,
    close: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
