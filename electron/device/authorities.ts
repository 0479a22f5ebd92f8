import tls from 'node:tls';

/**
 * The certificates of the authorities that vouch for others: those bundled with the runtime, those of the system
 * (where people install the authority of their home or company), and those of NODE_EXTRA_CA_CERTS.
 * Reading the system's takes some 50 ms: called only where the answer matters.
 */
export function loadAuthorities(): readonly string[] {
  return [...new Set([...tls.rootCertificates, ...read('system'), ...read('extra')])];
}

function read(store: 'system' | 'extra'): readonly string[] {
  try {
    return tls.getCACertificates(store);
  } catch {
    // A store that cannot be read vouches for nobody.
    return [];
  }
}
