import { describe, expect, it } from 'vitest';
import { maskName, maskText, maskValue, sizeClass } from '../../electron/platform/mask.ts';

const masking = { isPrivate: (word: string) => word.toLowerCase() === 'anna', anyWord: true };

describe('what a report shows of an answer', () => {
  it.each(['anna', 'wrong-anna', 'Anna is unknown', 'no/anna'])(
    'is nothing of %j, part of which tells whose it is',
    (text) => {
      expect(maskText(text, masking, 'state')).toMatch(/^<[a-z]+:\d+>$/);
      expect(maskName(text, masking)).toMatch(/^<name:\d+>$/);
    },
  );

  it('is a word of the firmware, and any other as its kind and about its length', () => {
    expect(maskText('finished', masking, 'state')).toBe('finished');
    expect(maskText('198.51.100.7', masking)).toBe('<address:16>');
    expect(maskText('0011223344556677', masking)).toBe('<digits:16>');
    expect(maskValue({ name: 'anna', code: 407, more: [true, null] }, masking)).toEqual({
      name: '<word:4>',
      code: 407,
      more: [true, null],
    });
  });

  it('tells no length exactly', () => {
    expect([0, 1, 2, 3, 5, 9, 16, 17, 1_000].map(sizeClass)).toEqual([0, 1, 2, 4, 8, 16, 16, 32, 1_024]);
  });
});
