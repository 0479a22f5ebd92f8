import { asKeepError, linkedController } from '../../shared/index.ts';
import { deliverDue } from './deliver.ts';
import { networkOf } from './network.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { isDue } from './pending.ts';
import { planDeliveries } from './plan.ts';
import { openQueue, type Queue } from './queue.ts';
import { rememberIn, type Remember } from './remember.ts';
import { sendTests } from './send-tests.ts';
import { settle } from './settle.ts';
import { statesOf } from './states.ts';
import type { AlarmPorts, Alarms } from './types.ts';

/**
 * Opens the alarms over a store that outlives the process. Deliveries are at least once: a process that dies between
 * an answer and its note sends that message again.
 */
export function openAlarms(ports: AlarmPorts): Alarms {
  const { clock } = ports;
  const queue = openQueue(ports.store);
  const closing = new AbortController();
  const deliver = oneAtATime(async () => {
    if (closing.signal.aborted) return;
    const release = claim(ports);
    if (release === undefined) return;
    try {
      await deliverDue(queue, ports, networkOf(ports.network), closing.signal);
    } catch {
      // Closed: what waits is remembered.
    } finally {
      release();
    }
  });
  const remember = rememberIn(queue, ports);
  const rememberAndDeliver: Remember = async (targetIds, content) => {
    await remember(targetIds, content);
    void deliver();
  };
  const next = (): Promise<number | undefined> => nextAttemptAt(queue, clock.now());
  return {
    signal: (targetId, device, signal) => rememberAndDeliver([targetId], { type: 'signal', device, signal }),
    tell: (targetIds, message) => rememberAndDeliver(targetIds, { type: 'message', message }),
    deliverDue: deliver,
    nextAttemptAt: next,
    settle: (patience, signal) => settle({ deliverDue: deliver, nextAttemptAt: next }, clock, patience, signal),
    states: async () => statesOf(await queue.read(), clock.now()),
    sendTest: async (targetIds, signal) => {
      const stop = linkedController(signal, closing.signal);
      try {
        return await sendTests(targetIds, queue, ports, networkOf(ports.network), stop.signal);
      } catch (thrown) {
        throw asKeepError(thrown);
      } finally {
        stop.release();
      }
    },
    close: async () => {
      closing.abort();
      await deliver();
    },
  };
}

/** A store that cannot give the right out now is tried again like one that another process holds. */
function claim({ store }: AlarmPorts): (() => void) | undefined {
  try {
    return store.claim();
  } catch {
    return undefined;
  }
}

async function nextAttemptAt(queue: Queue, now: number): Promise<number | undefined> {
  const { lanes } = planDeliveries((await queue.read()).pending, now);
  const heads = [...lanes.values()].flatMap(([head]) => head ?? []);
  if (heads.length === 0) return undefined;
  return Math.min(...heads.map((head) => (isDue(head, now) ? now : head.nextAt)));
}
