import type { TLSSocket } from 'node:tls';
import { assertNever, formatFingerprint, keepError, say, type Trust } from '../../shared/index.ts';
import { describeCertificate, oneLine } from './certificate.ts';
import type { PresentedCertificate } from './types.ts';

/** What of a finished handshake the judgement needs. */
export type Handshake = Pick<TLSSocket, 'getPeerX509Certificate' | 'isSessionReused' | 'authorized'>;

/**
 * Judges a finished handshake. Returns only when the server is the trusted one; called before a byte is sent.
 * @returns the certificate it showed, which may be a renewal
 * @throws KeepError tls/identity-changed
 */
export function requireTrusted(
  socket: Handshake,
  trust: Exclude<Trust, { kind: 'cleartext' }>,
  host: string,
): PresentedCertificate {
  const certificate = socket.getPeerX509Certificate();
  const refuse = (presented: string, trusted: string): never => {
    throw keepError('tls/identity-changed', { host, presented, trusted });
  };
  // A resumed session or an anonymous cipher shows no certificate: then there is nothing to compare, so nothing to trust.
  if (certificate === undefined || socket.isSessionReused()) {
    const trusted = trust.kind === 'fingerprint' ? formatFingerprint(trust.sha256) : oneLine(trust.issuer);
    return refuse(say('device.no-certificate'), trusted);
  }
  const shown = describeCertificate(certificate, socket.authorized);
  if (vouchesFor(trust, shown)) return shown;
  const fingerprint = formatFingerprint(shown.sha256);
  return trust.kind === 'fingerprint'
    ? refuse(fingerprint, formatFingerprint(trust.sha256))
    : refuse(
        say('device.certificate-by', { fingerprint, issuer: shown.issuer }),
        say('device.vouched-by', { issuer: oneLine(trust.issuer) }),
      );
}

/**
 * Whether a certificate is the trusted one, or a renewal of it: for a compared one a new certificate for the same key, which
 * the handshake has proven the server to hold; by authority any that one vouches for, for this host, today.
 */
export function vouchesFor(trust: Exclude<Trust, { kind: 'cleartext' }>, shown: PresentedCertificate): boolean {
  switch (trust.kind) {
    case 'fingerprint':
      if (shown.sha256 === trust.sha256) return true;
      return trust.publicKey !== undefined && shown.publicKey === trust.publicKey;
    case 'system':
      return shown.systemTrusted;
    default:
      return assertNever(trust);
  }
}

/** Trust in exactly this certificate and its renewals with the same key. */
export function pinTo({ sha256, publicKey, validTo }: PresentedCertificate): Extract<Trust, { kind: 'fingerprint' }> {
  return { kind: 'fingerprint', sha256, ...(publicKey === undefined ? {} : { publicKey }), ...dated(validTo) };
}

/** Trust in whatever an authority vouches for under this name. */
export function trustAuthority({ issuer, validTo }: PresentedCertificate): Extract<Trust, { kind: 'system' }> {
  return { kind: 'system', issuer, ...dated(validTo) };
}

/** The same trust, with what the certificate shown now adds to it: a renewal, its key, its issuer, its end. */
export function trustAfter(trust: Trust, shown: PresentedCertificate): Trust {
  switch (trust.kind) {
    case 'fingerprint':
      return pinTo(shown);
    case 'system':
      return trustAuthority(shown);
    case 'cleartext':
      return trust;
    default:
      return assertNever(trust);
  }
}

/** A date that makes no sense is no date. */
function dated(validTo: string): { validTo?: string } {
  return Number.isNaN(Date.parse(validTo)) ? {} : { validTo };
}
