import { describe, expect, it } from 'vitest';
import { formsOf, leaksIn } from './needles.ts';
import { awkwardPassword, letters, needle, oneTimeCode } from './secrets.ts';

const clean = Buffer.from('Office router: verified SynologyRouter_20261121.dss, 94012 bytes, nothing to see here');

describe('a needle', () => {
  it.each([
    ['password', awkwardPassword(), 45],
    ['session id', letters(40), 20],
    ['one-time code', oneTimeCode(), 18],
  ])('of a %s is found in each of its forms, and nowhere else', (name, secret, least) => {
    const needles = [needle(name, secret)];
    const forms = formsOf(secret);
    expect(forms.size).toBeGreaterThan(least);
    expect(leaksIn(needles, [['clean', clean]])).toEqual([]);
    for (const [form, bytes] of forms) {
      const planted = Buffer.concat([clean, Buffer.from([0]), bytes, clean]);
      expect(leaksIn(needles, [['planted', planted]]), form).toContain(`${name} (${form}) in planted`);
    }
  });

  it('is found in base64 of a longer text, wherever it stands in it', () => {
    const secret = awkwardPassword();
    for (const encoding of ['base64', 'base64url'] as const) {
      for (const before of ['', 'a', 'ab', 'abc', 'abcd']) {
        for (const behind of ['', 'y', 'yz']) {
          const place = Buffer.from(Buffer.from(`${before}${secret}${behind}`).toString(encoding));
          expect(leaksIn([needle('password', secret)], [['header', place]]).length).toBeGreaterThan(0);
        }
      }
    }
  });

  it('of a long secret is found when only its beginning or its end was written down', () => {
    const secret = awkwardPassword();
    for (const cut of [secret.slice(0, 20), secret.slice(-20)]) {
      expect(leaksIn([needle('password', secret)], [['line', Buffer.from(`error: ${cut}...`)]])).toHaveLength(1);
    }
  });
});
