import type { TLSSocket } from 'node:tls';
import { assertNever, formatFingerprint, keepError, say, type Trust } from '../../shared/index.ts';
import { fingerprintOf, oneLine } from './certificate.ts';

/** What of a finished handshake the judgement needs. */
export type Handshake = Pick<TLSSocket, 'getPeerX509Certificate' | 'isSessionReused' | 'authorized'>;

/**
 * Judges a finished handshake. Returns only when the server is the trusted one; called before a byte is sent.
 * @throws KeepError tls/identity-changed
 */
export function requireTrusted(socket: Handshake, trust: Exclude<Trust, { kind: 'cleartext' }>, host: string): void {
  const certificate = socket.getPeerX509Certificate();
  const refuse = (presented: string, trusted: string): never => {
    throw keepError('tls/identity-changed', { host, presented, trusted });
  };
  // A resumed session or an anonymous cipher shows no certificate: then there is nothing to compare, so nothing to trust.
  if (certificate === undefined || socket.isSessionReused()) {
    const trusted = trust.kind === 'fingerprint' ? formatFingerprint(trust.sha256) : oneLine(trust.issuer);
    return refuse(say('device.no-certificate'), trusted);
  }
  const sha256 = fingerprintOf(certificate);
  switch (trust.kind) {
    case 'fingerprint':
      if (sha256 !== trust.sha256) refuse(formatFingerprint(sha256), formatFingerprint(trust.sha256));
      return;
    case 'system':
      if (!socket.authorized) {
        const issuer = oneLine(certificate.issuer);
        const presented = say('device.certificate-by', { fingerprint: formatFingerprint(sha256), issuer });
        refuse(presented, say('device.vouched-by', { issuer: oneLine(trust.issuer) }));
      }
      return;
    default:
      assertNever(trust);
  }
}
