import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { linkedController } from '../../shared/index.ts';

describe('a linked controller', () => {
  it.each([0, 1])('is aborted by each of the others, for their reason (%i)', (index) => {
    const outer = [new AbortController(), new AbortController()] as const;
    const { signal } = linkedController(outer[0].signal, outer[1].signal);
    outer[index === 0 ? 0 : 1].abort('the end');
    expect(signal.reason).toBe('the end');
  });

  it('is aborted already where one of the others was', () => {
    expect(linkedController(AbortSignal.abort('before')).signal.reason).toBe('before');
  });

  it('leaves nothing behind on the others once it is released, and can still be aborted itself', () => {
    const outer = new AbortController();
    const linked = linkedController(outer.signal);
    expect(getEventListeners(outer.signal, 'abort')).toHaveLength(1);
    linked.release();
    expect(getEventListeners(outer.signal, 'abort')).toHaveLength(0);
    outer.abort();
    expect(linked.signal.aborted).toBe(false);
    linked.abort('now');
    expect(linked.signal.reason).toBe('now');
  });
});
