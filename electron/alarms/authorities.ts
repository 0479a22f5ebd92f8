import tls from 'node:tls';

/**
 * The authorities that vouch for servers: those bundled with the runtime, those of the system (where people install
 * the authority of their home or company), and those of NODE_EXTRA_CA_CERTS. Reading the system's takes some 50 ms.
 */
export function loadAuthorities(): readonly string[] {
  return [...new Set([...read('bundled'), ...read('system'), ...read('extra')])];
}

function read(store: 'bundled' | 'system' | 'extra'): readonly string[] {
  try {
    return tls.getCACertificates(store);
  } catch {
    // A store that cannot be read vouches for nobody.
    return [];
  }
}
