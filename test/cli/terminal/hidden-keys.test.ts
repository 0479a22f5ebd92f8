import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_ENTRY, typeKey, type HiddenEntry } from '../../../electron/cli/terminal/hidden-keys.ts';

function type(keys: string): HiddenEntry {
  let entry = EMPTY_ENTRY;
  for (const key of keys) entry = typeKey(entry, key);
  return entry;
}

describe('the hidden prompt', () => {
  it.each([
    ['plain typing', 'secret\r', 'secret'],
    ['a line feed as the end', 'secret\n', 'secret'],
    ['backspace', 'secrex\u007ft\r', 'secret'],
    ['the other backspace', 'secrex\bt\r', 'secret'],
    ['backspace on nothing', '\u007f\u007fa\r', 'a'],
    ['backspace on an emoji of several code points', 'a👩‍👩‍👧\u007fb\r', 'ab'],
    ['backspace on a composed letter', 'au\u0308\u007fb\r', 'ab'],
    ['Ctrl-U', 'wrong\u0015right\r', 'right'],
    ['arrow keys', 'a\u001b[Db\u001b[1;5Cc\u001bOPd\r', 'abcd'],
    ['a bracketed paste', '\u001b[200~pasted text\u001b[201~\r', 'pasted text'],
    ['spaces at both ends', '  a  \r', '  a  '],
    ['a paste with more lines', 'first\rsecond\r', 'first'],
    ['stray controls', 'a\u0007\u0001b\r', 'ab'],
  ])('understands %s', (_, keys, text) => {
    expect(type(keys)).toMatchObject({ text, ended: 'entered' });
  });

  it('is cancelled by Ctrl-C wherever it comes, and closed by Ctrl-D on an empty line', () => {
    expect(type('abc\u0003def\r').ended).toBe('cancelled');
    expect(type('a\u001b[\u0003').ended).toBe('cancelled');
    expect(type('\u0004').ended).toBe('closed');
    expect(type('abc\u0004')).toMatchObject({ text: 'abc', ended: 'entered' });
  });

  it('gives back any printable text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!/\p{Cc}/u.test(text));
        expect(type(`${text}\r`)).toMatchObject({ text, ended: 'entered' });
      }),
    );
  });

  it('ends with nothing but what was typed after it was all taken back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.string({ unit: 'grapheme' }), (taken, text) => {
        fc.pre(!/\p{Cc}/u.test(taken + text));
        expect(type(`${taken}${'\u007f'.repeat(60)}${text}\r`).text).toBe(text);
      }),
    );
  });
});
