import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createShownBook } from '../../electron/shell/desktop/shown-book.ts';
import type { Engine } from '../../electron/shell/engine/index.ts';
import { createHandlers } from '../../electron/shell/ipc/handlers/index.ts';
import type { DeskPorts } from '../../electron/shell/ipc/types.ts';
import { never } from '../keeper/harness.ts';

/** A desktop that may or may not tell when a notification was closed. */
function shown({ tells }: { readonly tells: boolean }) {
  const events = new EventEmitter();
  let closed = false;
  return Object.assign(events, {
    close: () => {
      closed = true;
      if (tells) events.emit('close');
    },
    isClosed: () => closed,
  });
}

describe('notifications that are on the screen', () => {
  it.each(['click', 'close', 'failed'])('are let go of at "%s"', (end) => {
    const book = createShownBook();
    const one = shown({ tells: true });
    book.keep(one, 'pause');
    expect(book.size()).toBe(1);
    one.emit(end);
    expect(book.size()).toBe(0);
  });

  it.each([true, false])(
    'a newer one about the same takes the place of the one before (told of its end: %s)',
    (tells) => {
      const book = createShownBook();
      const [first, second, other] = [shown({ tells }), shown({ tells }), shown({ tells })];
      book.keep(first, 'pause');
      book.keep(second, 'pause');
      book.keep(other);
      book.keep(shown({ tells }));
      expect([first, second, other].map((each) => each.isClosed())).toEqual([true, false, false]);
      // What is told late of the first takes nothing of the second.
      first.emit('close');
      expect(book.size()).toBe(3);
      book.closeAll();
      expect([book.size(), second.isClosed()]).toEqual([0, true]);
    },
  );

  it('do not grow in number on a desktop that never tells that one was closed', () => {
    const book = createShownBook();
    const all = Array.from({ length: 500 }, () => shown({ tells: false }));
    for (const [at, each] of all.entries()) book.keep(each, `pause ${String(at)}`);
    expect(book.size()).toBe(100);
    expect(all.map((each) => each.isClosed()).indexOf(false)).toBe(400);
  });
});

describe('a pause that the page asks for', () => {
  it('is told once for the same devices, in whatever order and however often they are named', async () => {
    const told: (readonly [string, string])[] = [];
    const engine = {
      keeper: { pause: () => Promise.resolve([]) },
      nameOf: (id: string) => id.toUpperCase(),
      nudge: () => undefined,
      refresh: () => Promise.resolve(),
    } as unknown as Engine;
    const handlers = createHandlers({
      stage: { engine: () => engine },
      desktop: { tellChange: (...given: readonly [string, string]) => void told.push(given) },
      now: () => 0,
    } as unknown as DeskPorts);
    const orders = [
      ['b', 'a'],
      ['a', 'b', 'a'],
      ['b', 'b', 'b', 'a'],
      ['a', 'a'],
    ];
    for (const targets of orders) await handlers['devices/pause']({ targets, until: 'open' }, { signal: never() });
    expect(new Set(told.slice(0, 3).map(String)).size).toBe(1);
    expect(told.at(-1)?.[1]).toContain('A: paused');
  });
});
