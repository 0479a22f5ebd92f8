import { keepError, type Endpoint, type Trust } from '../../shared/index.ts';
import { hostLabel } from './endpoints.ts';
import { openTransport } from './transport.ts';
import type { Connection, DeviceContext } from './types.ts';

/**
 * A connection that opens sockets as they are needed; each proves its identity before a byte is sent on it.
 * @throws KeepError http/consent-needed for plain HTTP without the user's consent
 */
export function connect(endpoint: Endpoint, trust: Trust, context: DeviceContext): Connection {
  if (endpoint.scheme === 'http' && trust.kind !== 'cleartext') {
    throw keepError('http/consent-needed', { host: hostLabel(endpoint) });
  }
  const transport = openTransport(endpoint, trust, context);
  const { met, close } = transport;
  return { endpoint, trust, context, transport, met, close };
}
