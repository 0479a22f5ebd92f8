import { say, type AlarmDelivery } from '../../shared/index.ts';
import { alarmHost } from './alarm-url.ts';
import { compose, type Errand } from './compose.ts';
import { whatOf } from './pending.ts';
import { send, type Outcome } from './send.ts';
import type { Network } from './network.ts';
import type { AlarmPorts, AlarmTarget } from './types.ts';

/** What became of an errand. `gone`: nothing is configured under this id any more. */
export type Carried =
  | { readonly state: 'gone' }
  | {
      readonly state: 'tried';
      readonly delivery: AlarmDelivery;
      readonly again: boolean;
    };

/** Carries one errand to a target, once. @throws what the signal was aborted with */
export async function carry(
  targetId: string,
  errand: Errand,
  ports: AlarmPorts,
  network: Network,
  signal: AbortSignal,
): Promise<Carried> {
  const what = errand.content === 'test' ? 'test' : whatOf(errand.content);
  const tried = (outcome: Outcome, target?: AlarmTarget): Carried => ({
    state: 'tried',
    again: !outcome.ok && outcome.again,
    delivery: {
      at: new Date(ports.clock.now()).toISOString(),
      ok: outcome.ok,
      what,
      host: target === undefined ? '' : alarmHost(target.url),
      ...(outcome.ok ? {} : { problem: outcome.problem }),
    },
  });
  let target: AlarmTarget | undefined;
  try {
    target = await ports.target(targetId);
    signal.throwIfAborted();
    const outgoing = target === undefined ? undefined : compose(target, errand);
    if (target === undefined || outgoing === undefined) return { state: 'gone' };
    return tried(await send(target.kind, outgoing, ports, network, signal), target);
  } catch {
    signal.throwIfAborted();
    // Where addresses are kept may be locked, such as a keychain; what is read there may be no address.
    return tried({ ok: false, problem: say('alarms.problem.no-address'), again: true });
  }
}
