import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, decodeUnambiguous, lineFeedIn, linesOf } from '../../electron/platform/decode-text.ts';

const TEXT = 'name,user\r\nBüro,anna\r\n';
const little = Buffer.from(TEXT, 'utf16le');
const big = Buffer.from(little).swap16();
const mark = (bytes: number[], rest: Uint8Array): Buffer => Buffer.concat([Buffer.from(bytes), rest]);
/** As Windows writes "ANSI" in the West: the euro sign and curly quotes are its own. */
const ansi = Buffer.concat([Buffer.from(TEXT, 'latin1'), Buffer.from([0x80, 0x93, 0x94])]);

describe('text from outside', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with its mark', mark([0xef, 0xbb, 0xbf], Buffer.from(TEXT)), 'utf-8'],
    ['UTF-16, as Notepad and PowerShell write it', mark([0xff, 0xfe], little), 'utf-16le'],
    ['UTF-16 with the other byte first', mark([0xfe, 0xff], big), 'utf-16be'],
    ['UTF-16 without a mark', little, 'utf-16le'],
    ['UTF-16 without a mark, the other byte first', big, 'utf-16be'],
  ])('is read from %s', (_, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ text: TEXT, encoding, guessed: false });
  });

  it('is read in the code page of Windows where it can be no UTF-8, and that is called a guess', () => {
    expect(decodeText(ansi)).toEqual({ text: `${TEXT}€“”`, encoding: 'windows-1252', guessed: true });
  });

  it.each([
    ['a byte that this code page leaves open', Buffer.from([0x41, 0x81, 0xe9])],
    ['controls', Buffer.from([0x41, 0x07, 0xe9])],
    ['zeros among other bytes', Buffer.from([0x41, 0x00, 0x00, 0x42, 0x00, 0x00])],
    ['half a pair', mark([0xff, 0xfe], Buffer.from([0x00, 0xd8]))],
    ['an odd number of bytes behind a mark', mark([0xff, 0xfe], Buffer.from([0x41]))],
  ])('is none with %s', (_, bytes) => {
    expect(decodeText(bytes)).toBeUndefined();
  });

  it('is never guessed where it must not be misread', () => {
    expect(decodeUnambiguous(ansi)).toBeUndefined();
    expect(decodeUnambiguous(mark([0xff, 0xfe], little))?.text).toBe(TEXT);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const decoded = decodeUnambiguous(bytes);
        if (decoded === undefined) return;
        // What was read comes back as the same bytes: nothing was replaced.
        const back = Buffer.from(decoded.text, decoded.encoding === 'utf-8' ? 'utf8' : 'utf16le');
        const body = Buffer.from(decoded.encoding === 'utf-16be' ? back.swap16() : back);
        expect(Buffer.from(bytes).subarray(bytes.length - body.length)).toEqual(body);
        expect(bytes.length - body.length).toBeLessThanOrEqual(3);
      }),
      { numRuns: 2_000 },
    );
  });

  it('falls into lines at the ends of every system', () => {
    expect(linesOf('a\r\nb\nc\rd\u0085e\n')).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(linesOf('a\n\nb')).toEqual(['a', '', 'b']);
    expect(linesOf('')).toEqual([]);
  });

  it('shows where its first line ends while the rest may still come', () => {
    expect(lineFeedIn(Buffer.from('ab\nc'))).toBe(2);
    expect(lineFeedIn(mark([0xff, 0xfe], Buffer.from('ab\n', 'utf16le')))).toBe(6);
    // A letter whose first byte is that of a line feed, and half a line feed.
    expect(lineFeedIn(mark([0xff, 0xfe], Buffer.from('\u010a', 'utf16le')))).toBe(-1);
    expect(lineFeedIn(Buffer.from([0xff, 0xfe, 0x0a]))).toBe(-1);
  });
});
