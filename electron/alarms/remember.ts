import type { Content } from './pending.ts';
import type { Queue } from './queue.ts';
import type { AlarmPorts } from './types.ts';

/** Puts a message for each target into the queue, behind what already waits there. Never rejects. */
export type Remember = (targetIds: readonly string[], content: Content) => Promise<void>;

export function rememberIn(queue: Queue, { clock, randomId }: AlarmPorts): Remember {
  // One after the other: two that look at the queue in the same instant would take the same place in it.
  let before = Promise.resolve();
  const remember: Remember = async (targetIds, content) => {
    const now = clock.now();
    const { pending } = await queue.read();
    for (const targetId of new Set(targetIds)) {
      const orders = pending.filter((entry) => entry.targetId === targetId).map(({ order }) => order);
      const order = 1 + Math.max(0, ...orders);
      const entry = { id: randomId(), targetId, order, queuedAt: now, attempts: 0, nextAt: now, content };
      await queue.put({ record: 'pending', ...entry });
    }
  };
  return async (targetIds, content) => {
    before = before.then(() => remember(targetIds, content));
    await before;
  };
}
