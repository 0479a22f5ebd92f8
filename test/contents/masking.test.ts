import { describe, expect, it } from 'vitest';
import { isSecret } from '../../electron/contents/secrets.ts';

const RANDOM = 'dGhpcyBpcyBub3QgYSByZWFsIGtleSBhdCBhbGwgMDEyMzQ1Njc4OQ==';

describe('a value is masked', () => {
  it.each([
    ['because the catalogue lists its field', ['comment'], 'plain words', true],
    ['because it is the hash of a password', ['line'], '$6$saltsalt$Zx81hsk3Qp', false],
    ['because it is a private key', ['text'], '-----BEGIN RSA PRIVATE KEY-----\nMIIE', false],
    ['because its field is called so', ['wifi_psk'], 'a short one', false],
    ['because a step around it is called so', ['pap-secrets', 'line 1'], 'anna * hunter2', false],
    ['because it is a long random code', ['line'], RANDOM, false],
    ['because it is a long random code in hexadecimal', ['line'], '0f1e2d3c4b5a69788796a5b4c3d2e1f0', false],
  ])('%s', (_, names, text, listed) => {
    expect(isSecret(names, text, listed)).toBe(true);
  });

  it.each([
    ['that is an ordinary text', ['line'], 'a short one'],
    ['that is a switch, whatever its field is called', ['passwd_required'], 'yes'],
    ['whose field is a rule about passwords', ['pwd_no_expiry'], '30 days'],
    ['that is long and regular', ['line'], 'a'.repeat(60)],
    ['whose field says what a random code is for', ['uuid'], '0f1e2d3c4b5a69788796a5b4c3d2e1f0'],
  ])('and one is not %s', (_, names, text) => {
    expect(isSecret(names, text, false)).toBe(false);
  });
});
