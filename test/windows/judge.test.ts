import { describe, expect, it } from 'vitest';
import { judge, summaryOf } from './judge.ts';
import type { LeftOut } from './left-out.ts';
import type { SeenTest } from './seen-test.ts';

const seen = (state: SeenTest['state'], name: string, file = 'test/a.test.ts'): SeenTest => ({
  file,
  name,
  state,
  ms: 1,
  error: '',
});
const entry: LeftOut = { file: 'test/a.test.ts', name: 'modes >', reason: 'modes' };

describe('a run in the Windows witness', () => {
  it('excuses what the list names, and nothing else', () => {
    const judged = judge(
      [
        seen('passed', 'one'),
        seen('failed', 'modes > are 0600'),
        seen('passed', 'modes > of nothing'),
        seen('failed', 'modes > are 0600', 'test/b.test.ts'),
        seen('skipped', 'two'),
      ],
      [entry],
    );
    expect(judged.failed).toMatchObject([{ file: 'test/b.test.ts' }]);
    expect(judged.stale).toEqual([]);
    expect(summaryOf(judged)).toBe('Windows: 2 passed, 1 failed, 1 left out by the list, 1 skipped by themselves');
  });

  it.each([
    ['passes', [seen('passed', 'modes > are 0600')]],
    ['is gone', []],
  ])('fails on an entry whose test %s', (_, tests) => {
    const judged = judge(tests, [entry]);
    expect(judged.stale).toEqual([entry]);
    expect(summaryOf(judged)).toContain('1 failed, 0 left out');
  });

  it('fails on a file that could not be loaded', () => {
    expect(judge([seen('failed', '')], [entry]).failed).toHaveLength(1);
  });
});
