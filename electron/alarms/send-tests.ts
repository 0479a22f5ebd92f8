import { carry } from './courier.ts';
import type { Queue } from './queue.ts';
import type { Network } from './network.ts';
import type { AlarmPorts, AlarmTestResult } from './types.ts';

/**
 * One test message to each target, all at the same time; the results in the order of the ids. An id that stands for
 * nothing has no result. The last delivery of each target shows the test.
 */
export async function sendTests(
  targetIds: readonly string[],
  queue: Queue,
  ports: AlarmPorts,
  network: Network,
  signal: AbortSignal,
): Promise<readonly AlarmTestResult[]> {
  const test = async (targetId: string): Promise<readonly AlarmTestResult[]> => {
    const errand = { id: ports.randomId(), at: new Date(ports.clock.now()).toISOString(), content: 'test' } as const;
    const carried = await carry(targetId, errand, ports, network, signal);
    if (carried.state === 'gone') return [];
    const { delivery } = carried;
    await queue.putLast({ record: 'last', targetId, delivery });
    const { host, problem } = delivery;
    return [problem === undefined ? { targetId, host, ok: true } : { targetId, host, ok: false, problem }];
  };
  return (await Promise.all(targetIds.map(test))).flat();
}
