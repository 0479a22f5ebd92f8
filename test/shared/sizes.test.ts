import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeText } from '../../shared/index.ts';

describe('a size', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1_000, '1 KB'],
    [1_449, '1.4 KB'],
    [92_160, '92 KB'],
    [999_499, '999 KB'],
    [999_500, '1 MB'],
    [5_300_000, '5.3 MB'],
    [3_000_000_000, '3 GB'],
    [3_000_000_000_000, '3,000 GB'],
  ])('%d bytes are %s', (bytes, words) => expect(sizeText(bytes)).toBe(words));

  it('never shows four digits where a larger unit exists', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900_000_000_000 }), (bytes) => {
        expect(sizeText(bytes)).toMatch(/^\d{1,3}(\.\d)? (bytes?|KB|MB|GB)$/);
      }),
    );
  });
});
