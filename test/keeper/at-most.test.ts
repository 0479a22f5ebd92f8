import { describe, expect, it } from 'vitest';
import { atMost } from '../../electron/keeper/at-most.ts';

/** A work that ends when it is told to. */
function held() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { promise, resolve, reject };
}

describe('works in turn', () => {
  it('run at most so many at once, in their order, also past one that fails', async () => {
    const inTurn = atMost(2);
    const works = [held(), held(), held(), held()];
    const begun: number[] = [];
    const all = works.map(({ promise }, index) =>
      inTurn(() => {
        begun.push(index);
        return promise;
      }).catch(() => 'failed'),
    );
    expect(begun).toEqual([0, 1]);
    works[1]?.reject(new Error('planted'));
    expect(await all[1]).toBe('failed');
    expect(begun).toEqual([0, 1, 2]);
    for (const { resolve } of works) resolve('done');
    expect(await Promise.all(all)).toEqual(['done', 'failed', 'done', 'done']);
    expect(begun).toEqual([0, 1, 2, 3]);
    expect(await inTurn(() => Promise.resolve('later'))).toBe('later');
  });
});
