import { keepError, type Endpoint } from '../../shared/index.ts';
import { loadAuthorities } from './authorities.ts';
import { describeCertificate } from './certificate.ts';
import { hostLabel } from './endpoints.ts';
import { openTcp, openTls } from './socket.ts';
import type { DeviceContext, Presented } from './types.ts';

/**
 * Looks at an endpoint: TCP and TLS handshake, then hangs up. Nothing is asked, nothing is sent.
 * @throws KeepError network/*, cancelled; device/not-synology where something answers that speaks no TLS
 */
export async function present(endpoint: Endpoint, context: DeviceContext): Promise<Presented> {
  if (endpoint.scheme === 'http') {
    const { raw, remoteAddress } = await openTcp(endpoint, context, context.signal);
    raw.destroy();
    return { endpoint, remoteAddress };
  }
  const options = { authorities: loadAuthorities(), stage: 'front' } as const;
  const { socket, remoteAddress } = await openTls(endpoint, context, options, context.signal);
  const certificate = socket.getPeerX509Certificate();
  const systemTrusted = socket.authorized;
  socket.destroy();
  if (certificate === undefined) throw keepError('device/not-synology', { host: hostLabel(endpoint) });
  return { endpoint, remoteAddress, certificate: describeCertificate(certificate, systemTrusted) };
}
