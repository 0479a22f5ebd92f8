import type { AlarmState } from '../../shared/index.ts';
import { planDeliveries } from './plan.ts';
import type { Remembered } from './queue.ts';

/** How each target stands of which something is known, in the order of the ids. */
export function statesOf({ pending, last }: Remembered, now: number): readonly AlarmState[] {
  const { lanes } = planDeliveries(pending, now);
  const deliveries = new Map(last.map(({ targetId, delivery }) => [targetId, delivery]));
  const ids = [...new Set([...lanes.keys(), ...deliveries.keys()])].sort();
  return ids.map((targetId) => {
    const lane = lanes.get(targetId) ?? [];
    const delivery = deliveries.get(targetId);
    const [head] = lane;
    return {
      targetId,
      ...(delivery === undefined ? {} : { last: delivery }),
      waiting: lane.length,
      ...(head === undefined ? {} : { nextAttemptAt: new Date(head.nextAt).toISOString() }),
    };
  });
}
