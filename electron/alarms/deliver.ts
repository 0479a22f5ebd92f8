import { carry } from './courier.ts';
import { afterFailure, isDue, lastId, type Pending } from './pending.ts';
import { planDeliveries } from './plan.ts';
import type { Queue } from './queue.ts';
import type { Network } from './network.ts';
import type { AlarmPorts } from './types.ts';

/** Targets that are spoken to at the same time. */
const AT_ONCE = 4;

/**
 * Tries everything that is due, each target in its own order and several at a time, until nothing is due any more.
 * A target that does not answer keeps only its own messages waiting. Rejects only with what the signal was aborted with.
 */
export async function deliverDue(
  queue: Queue,
  ports: AlarmPorts,
  network: Network,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const now = ports.clock.now();
    const { lanes, drop } = planDeliveries((await queue.read()).pending, now);
    for (const { id } of drop) await queue.remove(id);
    const due = [...lanes.values()].filter(([head]) => head !== undefined && isDue(head, now));
    if (due.length === 0) return;
    const work = due.values();
    const walk = async (): Promise<void> => {
      for (const lane of work) await deliverLane(lane, queue, ports, network, signal);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, walk));
  }
}

async function deliverLane(
  lane: readonly Pending[],
  queue: Queue,
  ports: AlarmPorts,
  network: Network,
  signal: AbortSignal,
): Promise<void> {
  for (const entry of lane) {
    const { id, targetId, queuedAt, content } = entry;
    const errand = { id, at: new Date(queuedAt).toISOString(), content };
    const carried = await carry(targetId, errand, ports, network, signal);
    if (carried.state === 'gone') {
      await queue.remove(id);
      await queue.remove(lastId(targetId));
      continue;
    }
    await queue.putLast({ record: 'last', targetId, delivery: carried.delivery });
    if (carried.again) {
      await queue.put(afterFailure(entry, ports.clock.now()));
      return;
    }
    await queue.remove(id);
  }
}
