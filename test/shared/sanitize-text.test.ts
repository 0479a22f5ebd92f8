import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitizeText, shortenText } from '../../shared/index.ts';

const FAMILY = '👨\u200d👩\u200d👧';

describe('text of a stranger', () => {
  it.each([
    ['controls and line ends', 'a\u0000b\r\nc\u001b[31md\u009be', 'a b c [31md e'],
    ['marks that turn the direction', 'gpj\u202eexe\u2066.\u200f', 'gpjexe.'],
    ['what is drawn as nothing', '\ufeffRT\u200b66\u00ad00\u2060ax\u3164\u115f', 'RT6600ax'],
    ['tags and plane 14', 'a\u{e0041}\u{e0001}b', 'ab'],
    ['private and unassigned code points', 'a\ue000\u{10ffff}\u0378b', 'ab'],
    ['halves of a pair', 'a\ud800b\udc00', 'a\ufffdb\ufffd'],
    ['blanks of every kind', '\u00a0\u3000a\u2003\u2800 b\u2028', 'a b'],
    ['letters that are not composed', 'Bu\u0308ro', 'B\u00fcro'],
    ['letters that come together once something is taken out', 'Bu\u200b\u0308ro', 'B\u00fcro'],
    ['marks without end', `a${'\u0301'.repeat(500)}b`, 'á\u0301\u0301\u0301b'],
    ['joiners that join nothing', 'a \u200db\u200c 1\u200cc\u200d! 👩\u200d x', 'a b 1c! 👩 x'],
    ['nothing but what is not seen', '\u200b\u2060\u202e\ufeff', ''],
  ])('loses %s', (_, text, kept) => {
    expect(sanitizeText(text)).toBe(kept);
  });

  it.each([
    ['an emoji of several', `Home ${FAMILY} ❤\ufe0f 1\ufe0f\u20e3`],
    ['joiners of Persian and Hindi', 'می\u200cخواهم क्\u200dष'],
    ['words of any script', 'Büro 東京 משרד مكتب Кабинет'],
  ])('keeps %s', (_, text) => {
    expect(sanitizeText(text)).toBe(text);
  });

  it('is cut between characters as people count them, within the bytes that they may take', () => {
    expect(sanitizeText('e\u0301'.repeat(300), 10)).toBe('é'.repeat(10));
    expect(sanitizeText(FAMILY.repeat(9), 8)).toBe(FAMILY);
    expect(shortenText('ab cd', 3)).toBe('ab');
    expect(sanitizeText('x'.repeat(10_000_000), 50)).toHaveLength(50);
  });

  it('is the same when it comes a second time, and never breaks a promise, whatever came', () => {
    const nasty = fc.constantFrom(
      '\u202e',
      '\u200d',
      '\u200c',
      '\ufe0f',
      '\ud83d',
      '\u0301',
      '\u0000',
      '👩',
      ' ',
      '1',
      '\u1100',
      '\u1161',
    );
    const text = fc
      .array(fc.oneof(fc.string({ unit: 'binary', maxLength: 4 }), nasty), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), (given, longest) => {
        const clean = sanitizeText(given, longest);
        expect(sanitizeText(clean, longest)).toBe(clean);
        expect(clean).toBe(clean.normalize('NFC'));
        expect(clean).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Cn}\p{Bidi_Control}\u200b\ufeff]/u);
        expect(clean).toBe(clean.trim());
        expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(4 * longest);
      }),
      { numRuns: 2_000 },
    );
  });
});
