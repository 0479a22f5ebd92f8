import { lookup } from 'node:dns/promises';
import { loadAuthorities } from './authorities.ts';
import type { AlarmNetwork } from './types.ts';

/** The real way out where a part is not replaced. */
export function networkOf(parts: Partial<AlarmNetwork> = {}): AlarmNetwork {
  return {
    lookup: (host) => lookup(host, { all: true }),
    authorities: loadAuthorities,
    timeouts: { answer: 20_000, body: 3_000 },
    ...parts,
  };
}
