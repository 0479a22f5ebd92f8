import { lookup } from 'node:dns/promises';
import tls, { type SecureContext } from 'node:tls';
import { loadAuthorities } from './authorities.ts';
import type { AlarmNetwork } from './types.ts';

/** The way out for one round of deliveries. */
export interface Network extends Omit<AlarmNetwork, 'authorities'> {
  /** Made at the first use of a round and kept for it: reading some 250 certificates takes 30 ms. */
  readonly secureContext: () => SecureContext;
}

/** The real way out where a part is not replaced. An authority that is installed later counts from the next round on. */
export function networkOf(parts: Partial<AlarmNetwork> = {}): Network {
  const { authorities = loadAuthorities, ...rest } = parts;
  let context: SecureContext | undefined;
  return {
    lookup: (host) => lookup(host, { all: true }),
    timeouts: { answer: 20_000, body: 3_000 },
    secureContext: () => (context ??= tls.createSecureContext({ ca: [...authorities()] })),
    ...rest,
  };
}
