import type { LookupAddress } from 'node:dns';
import { isLocalAddress } from '../platform/local-network.ts';
import type { Network } from './network.ts';
import { NotLocal } from './problem.ts';

/** Where the message may go, and whether that is the local network. */
export interface Way {
  readonly addresses: readonly LookupAddress[];
  readonly local: boolean;
}

/**
 * Looks the host up. Plain HTTP gets only those of its addresses that are local, and never an empty list.
 * Where only a proxy can resolve names, it is asked to: no addresses then, and no error.
 * Throws `NotLocal`, or what the look-up throws.
 */
export async function findWay(url: URL, lookup: Network['lookup'], hasProxy: boolean): Promise<Way> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  let addresses: readonly LookupAddress[];
  try {
    addresses = await lookup(host);
  } catch (thrown) {
    if (url.protocol === 'https:' && hasProxy) return { addresses: [], local: false };
    throw thrown;
  }
  const nearby = addresses.filter(({ address }) => isLocalAddress(address));
  if (url.protocol === 'https:') return { addresses, local: nearby.length > 0 };
  if (nearby.length === 0) throw new NotLocal();
  return { addresses: nearby, local: true };
}
