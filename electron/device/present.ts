import { keepError, type Endpoint } from '../../shared/index.ts';
import { loadAuthorities } from './authorities.ts';
import { describeCertificate } from './certificate.ts';
import { hostLabel } from './endpoints.ts';
import { handshake, openTcp } from './socket.ts';
import type { DeviceContext, Presented } from './types.ts';

/**
 * Looks at an endpoint: TCP and TLS handshake, then hangs up. Nothing is asked, nothing is sent.
 * @throws KeepError network/*, cancelled; device/not-synology where something answers that speaks no TLS
 */
export async function present(endpoint: Endpoint, context: DeviceContext): Promise<Presented> {
  const { raw, remoteAddress } = await openTcp(endpoint, context, context.signal);
  try {
    if (endpoint.scheme === 'http') return { endpoint, remoteAddress };
    const authorities = loadAuthorities();
    const socket = await handshake(endpoint, raw, context, { authorities, stage: 'front' }, context.signal);
    const certificate = socket.getPeerX509Certificate();
    const systemTrusted = socket.authorized;
    socket.destroy();
    if (certificate === undefined) throw keepError('device/not-synology', { host: hostLabel(endpoint) });
    return { endpoint, remoteAddress, certificate: describeCertificate(certificate, systemTrusted) };
  } finally {
    raw.destroy();
  }
}
