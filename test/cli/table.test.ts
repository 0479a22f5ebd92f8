import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { formatPairs, formatTable } from '../../electron/cli/table.ts';

describe('a table', () => {
  it('keeps columns straight with wide characters and emoji', () => {
    const lines = formatTable(
      ['NAME', 'X'],
      [
        ['a', '1'],
        ['東京', '2'],
        ['👩‍👩‍👧', '3'],
      ],
    );
    expect(lines).toEqual(['NAME  X', 'a     1', '東京  2', '👩‍👩‍👧    3']);
  });

  it('never is wider than the terminal as columns', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }),
        fc.integer({ min: 20, max: 60 }),
        (rows, width) => {
          const lines = formatTable(['NAME', 'STATE', 'AGE'], rows, width);
          const columns = lines[0]?.startsWith('NAME  ') === true;
          if (columns) for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it('keeps a value of several lines in its column', () => {
    expect(formatPairs([['Long label', 'a\nb'] as const, ['S', 'c'] as const], 2)).toEqual([
      '  Long label  a',
      '              b',
      '  S           c',
    ]);
  });
});
