import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encryptText, randomPassphrase, seal, type EnvelopeKey } from '../../electron/device/envelope.ts';
import { parsePublicKey } from '../../electron/device/public-key.ts';
import { makeKey, openEnvelope, openRsa } from './open-envelope.ts';

async function envelopeKey(text: string): Promise<EnvelopeKey> {
  const publicKey = await parsePublicKey(text);
  if (publicKey === undefined) throw new Error('no key');
  return { publicKey, cipherKey: '__cIpHeRtExT', cipherToken: '__cIpHeRtOkEn', serverTime: '1700000000' };
}

describe('the login envelope', () => {
  it('is the one of the reference for its test vector', async () => {
    const aes = await encryptText(
      'account=demo&passwd=p%20w%2B1&session=webui&__cIpHeRtOkEn=1700000000',
      'test-passphrase-0123456789',
      Buffer.from('0102030405060708', 'hex').toString('latin1'),
    );
    expect(aes).toBe(
      'U2FsdGVkX18BAgMEBQYHCL2eA8AHgB5Qs2++WLGe60utLq3vXnBaAWWoA8pw1KuTdSLA0NLS2Y5M2IJV36pbBsx1BW+GZtVrHOF8s6ncub2PrC0A4akXo/7Azocbkkby',
    );
  });

  it.each([
    [1024, 117],
    [1536, 181],
    [2048, 245],
    [3072, 373],
    [4096, 501],
    [4160, 501],
  ])('fits a key of %i bits with a passphrase of %i characters', async (bits, length) => {
    const key = makeKey(bits);
    const [name, value] = await seal([['passwd', 'p w+1']], await envelopeKey(key.hex), randomBytes);
    expect(name).toBe('__cIpHeRtExT');
    const { text, passphrase } = openEnvelope(value, key.privateKey);
    expect(passphrase).toHaveLength(length);
    expect(text).toBe('passwd=p%20w%2B1&__cIpHeRtOkEn=1700000000');
  });

  it('pads with bytes of the given source that are not zero, each used once', async () => {
    const { privateKey, hex } = makeKey(1024);
    let next = 0;
    const counting = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => next++ % 256);
    const key = await parsePublicKey(hex);
    const text = 'x'.repeat(20);
    const block = openRsa(key?.encrypt(text, counting) ?? '', privateKey);
    // 105 bytes are asked for; the zero among them is replaced by the byte behind them.
    const padding = Buffer.from(Array.from({ length: 105 }, (_, index) => index + 1));
    expect(block).toEqual(Buffer.concat([Buffer.from([0, 2]), padding, Buffer.from([0]), Buffer.from(text)]));
  });

  it('reads the key as bare modulus, in DER as base64 or hex, and as PEM', async () => {
    const key = makeKey(2048);
    const forms = [
      key.hex,
      key.hex.toUpperCase(),
      `00${key.hex}`,
      key.der.toString('base64'),
      key.der.toString('hex'),
      key.pem,
    ];
    for (const form of forms) {
      const [, value] = await seal([['a', 'b']], await envelopeKey(form), randomBytes);
      expect(openEnvelope(value, key.privateKey).text).toContain('a=b&');
    }
  });

  it.each(['', 'zz', '00', 'f'.repeat(200), 'MIIC', '!!!', '-----BEGIN PUBLIC KEY-----', 'e'.repeat(20_000)])(
    'refuses %j as a key',
    async (text) => {
      expect(await parsePublicKey(text)).toBeUndefined();
    },
  );

  it('brings every password across unchanged', async () => {
    const key = makeKey(1024);
    const envelope = await envelopeKey(key.hex);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 127 }), async (password) => {
        const [, value] = await seal([['passwd', password]], envelope, randomBytes);
        const [field = ''] = openEnvelope(value, key.privateKey).text.split('&');
        expect(field).not.toContain('+');
        expect(decodeURIComponent(field.slice('passwd='.length))).toBe(password);
      }),
      { numRuns: 30 },
    );
  });

  it('never uses a passphrase twice', async () => {
    const key = makeKey(1024);
    const envelope = await envelopeKey(key.hex);
    const seen = new Set<string>();
    for (let count = 0; count < 5; count += 1) {
      const [, value] = await seal([['a', 'b']], envelope, randomBytes);
      seen.add(openEnvelope(value, key.privateKey).passphrase);
    }
    expect(seen.size).toBe(5);
  });

  it('draws each character of a passphrase equally often', () => {
    // All byte values once: those beyond the last whole multiple of 77 must be thrown away.
    const all = Uint8Array.from({ length: 256 }, (_, index) => 255 - index);
    const text = randomPassphrase(231, () => all);
    const counts = new Map<string, number>();
    for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(new Set(counts.values())).toEqual(new Set([3]));
    expect(counts.size).toBe(77);
  });
});
