import type nodeForge from 'node-forge';
import { loadForge } from './forge.ts';
import type { DeviceContext } from './types.ts';

/** Below 1024 bits nothing is protected; above 16384 a hostile answer would keep the computer busy. */
const MIN_BITS = 1024;
const MAX_BITS = 16_384;
/** Public exponents are small (65537, rarely 3 or 17); a long one would take minutes. */
const MAX_EXPONENT_BITS = 32;

export interface PublicKey {
  readonly modulusBytes: number;
  /** RSA PKCS#1 v1.5 over single-byte characters, of which eleven fewer fit than the modulus has bytes; base64. */
  readonly encrypt: (text: string, randomBytes: DeviceContext['randomBytes']) => string;
}

/**
 * The device's key in each form it is known to come in: the bare modulus in hex (C N4S4, dsmctl: `format=module`),
 * base64 of a DER SubjectPublicKeyInfo (R protocol.md 1.4), the same in hex or as PEM.
 * @returns undefined for anything else
 */
export async function parsePublicKey(text: string): Promise<PublicKey | undefined> {
  const forge = await loadForge();
  const bare = text.replace(/-----(BEGIN|END)[A-Z ]+-----/g, '').replace(/\s/g, '');
  const key = isHex(bare)
    ? (fromDer(forge, forge.util.hexToBytes(bare)) ?? fromModulus(forge, bare))
    : fromDer(forge, forge.util.decode64(bare));
  const bits = key?.n.bitLength() ?? 0;
  if (key === undefined || bits < MIN_BITS || bits > MAX_BITS || key.e.bitLength() > MAX_EXPONENT_BITS)
    return undefined;
  const modulusBytes = Math.ceil(bits / 8);
  return {
    modulusBytes,
    encrypt: (plain, randomBytes) => forge.util.encode64(key.encrypt(padded(plain, modulusBytes, randomBytes), 'RAW')),
  };
}

/**
 * RFC 8017, 7.2.1: 0, 2, random bytes other than 0, 0, the message. Not forge's own padding, because it draws from a
 * generator of its own, which takes 50 ms to seed and whose source we could not choose.
 */
function padded(text: string, length: number, randomBytes: DeviceContext['randomBytes']): string {
  const random: number[] = [];
  const wanted = length - text.length - 3;
  while (random.length < wanted) random.push(...randomBytes(wanted - random.length).filter((byte) => byte !== 0));
  return `\u0000\u0002${String.fromCharCode(...random)}\u0000${text}`;
}

function isHex(text: string): boolean {
  return text.length > 0 && text.length <= MAX_BITS && /^[0-9a-f]+$/i.test(text);
}

type Forge = typeof nodeForge;

function fromModulus(forge: Forge, hex: string): nodeForge.pki.rsa.PublicKey {
  // The exponent is not sent with a bare modulus; it is always 65537 (C N4S4 auth.py, dsmctl encryption.go).
  return forge.pki.rsa.setPublicKey(new forge.jsbn.BigInteger(hex, 16), new forge.jsbn.BigInteger('10001', 16));
}

function fromDer(forge: Forge, bytes: string): nodeForge.pki.rsa.PublicKey | undefined {
  try {
    return forge.pki.publicKeyFromAsn1(forge.asn1.fromDer(bytes));
  } catch {
    return undefined;
  }
}
