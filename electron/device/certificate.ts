import { createHash, type X509Certificate } from 'node:crypto';
import { sanitizeText, shortenText } from '../../shared/index.ts';
import type { PresentedCertificate } from './types.ts';

/** SHA-256 over the DER form, 64 lower-case digits: what people compare and what trust is bound to. */
export function fingerprintOf(certificate: X509Certificate): string {
  return createHash('sha256').update(certificate.raw).digest('hex');
}

/** SHA-256 over the public key (SubjectPublicKeyInfo in DER): a renewal with the same key shows the same. */
export function publicKeyOf(certificate: X509Certificate): string | undefined {
  try {
    const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(key).digest('hex');
  } catch {
    // Of a kind that this runtime does not know: only the whole certificate can be compared.
    return undefined;
  }
}

export function describeCertificate(certificate: X509Certificate, systemTrusted: boolean): PresentedCertificate {
  const publicKey = publicKeyOf(certificate);
  return {
    sha256: fingerprintOf(certificate),
    ...(publicKey === undefined ? {} : { publicKey }),
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    validFrom: isoDate(certificate.validFrom),
    validTo: isoDate(certificate.validTo),
    systemTrusted,
  };
}

/** A distinguished name for a sentence: Node puts each part on a line of its own; the parts come from a stranger. */
export function oneLine(name: string | undefined): string {
  const parts = (name ?? '').split('\n').map((part) => sanitizeText(part));
  const text = parts.filter((part) => part !== '').join(', ');
  return text.length > 300 ? `${shortenText(text, 299)}…` : text;
}

/** OpenSSL's "Nov 21 09:10:00 2026 GMT" as ISO 8601; kept as it is where it is no date. */
function isoDate(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? oneLine(text) : date.toISOString();
}
