import { createHash, randomBytes, sign } from 'node:crypto';
import forge from 'node-forge';
import { certificateKey, keyPairOf } from './keys.ts';

/** A certificate with its key, ready for a TLS server. */
export interface Certificate {
  readonly commonName: string;
  /** PEM; the issuer's certificate is not included. */
  readonly cert: string;
  readonly key: string;
  /** SHA-256 of the DER, 64 lower-case hex digits. */
  readonly fingerprint: string;
}

export interface CertificateRequest {
  readonly commonName?: string;
  /** Names and IP addresses of the subjectAltName. */
  readonly altNames?: readonly string[];
  readonly validFrom?: Date;
  readonly validTo?: Date;
  /** The authority that signs; absent: self-signed. */
  readonly issuer?: Certificate;
  /** An earlier certificate whose key this one has too. */
  readonly renews?: Certificate;
  /** Makes an authority, to be given as `issuer`. */
  readonly authority?: boolean;
}

const DAY = 86_400_000;
const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';
const IP_ADDRESS = /^[0-9.]+$|:/;

/**
 * Makes a certificate as a device shows it: self-signed for `synology` by default (I), each with its own serial
 * number and fingerprint, and another key than the one made before it, unless it renews one.
 */
export function makeCertificate(request: CertificateRequest = {}): Certificate {
  const commonName = request.commonName ?? 'synology';
  const purpose = request.authority === true ? 'authority' : 'device';
  const keys = request.renews === undefined ? certificateKey(purpose) : keyPairOf(request.renews.key);
  const issuer = request.issuer;
  const issuerName = issuer === undefined ? attributes(commonName) : subjectOf(issuer);

  const draft = forge.pki.createCertificate();
  draft.publicKey = forge.pki.publicKeyFromPem(keys.publicKey.export({ type: 'spki', format: 'pem' }).toString());
  // A leading 01 keeps the number positive and of even length.
  draft.serialNumber = `01${randomBytes(15).toString('hex')}`;
  draft.validity.notBefore = request.validFrom ?? new Date(Date.now() - DAY);
  draft.validity.notAfter = request.validTo ?? new Date(Date.now() + 365 * DAY);
  draft.setSubject(attributes(commonName));
  draft.setIssuer(issuerName);
  draft.setExtensions(extensions(request, purpose === 'authority'));

  const signingKey =
    issuer === undefined ? keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() : issuer.key;
  // forge's own RSA takes 30 ms a signature; node's takes one.
  draft.signatureOid = SHA256_WITH_RSA;
  draft.siginfo.algorithmOid = SHA256_WITH_RSA;
  const [toBeSigned] = forge.pki.certificateToAsn1(draft).value;
  if (toBeSigned === undefined || typeof toBeSigned === 'string') throw new Error('a certificate without a body');
  draft.signature = sign('sha256', Buffer.from(forge.asn1.toDer(toBeSigned).getBytes(), 'binary'), signingKey).toString(
    'binary',
  );

  const der = Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(draft)).getBytes(), 'binary');
  return {
    commonName,
    cert: forge.pki.certificateToPem(draft),
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    fingerprint: createHash('sha256').update(der).digest('hex'),
  };
}

function attributes(commonName: string): forge.pki.CertificateField[] {
  return [
    { name: 'countryName', value: 'TW' },
    { name: 'organizationName', value: 'Synology Inc.' },
    { name: 'commonName', value: commonName },
  ];
}

function subjectOf(certificate: Certificate): forge.pki.CertificateField[] {
  return forge.pki.certificateFromPem(certificate.cert).subject.attributes;
}

function extensions(request: CertificateRequest, authority: boolean): object[] {
  const altNames = request.altNames ?? [request.commonName ?? 'synology'];
  return [
    { name: 'basicConstraints', cA: authority, critical: true },
    {
      name: 'keyUsage',
      critical: true,
      ...(authority ? { keyCertSign: true, cRLSign: true } : { digitalSignature: true, keyEncipherment: true }),
    },
    ...(authority ? [] : [{ name: 'extKeyUsage', serverAuth: true }]),
    {
      name: 'subjectAltName',
      altNames: altNames.map((name) => (IP_ADDRESS.test(name) ? { type: 7, ip: name } : { type: 2, value: name })),
    },
  ];
}
