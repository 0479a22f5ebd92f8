import { say, type AlarmKind } from '../../shared/index.ts';
import { exchange, type Answer, type Outgoing } from './exchange.ts';
import { problemOf } from './problem.ts';
import type { Network } from './network.ts';
import type { AlarmPorts } from './types.ts';

export type Outcome =
  | { readonly ok: true }
  /** `again`: whether the same message may be accepted later. */
  | { readonly ok: false; readonly problem: string; readonly again: boolean };

/** The message itself is wrong for this receiver; sent again it would only block the ones behind it. */
const NEVER_ACCEPTED = [400, 405, 410, 413, 415, 422];

/**
 * One attempt to deliver a message.
 * @throws what the signal was aborted with, and nothing else
 */
export async function send(
  kind: AlarmKind,
  outgoing: Outgoing,
  ports: Pick<AlarmPorts, 'clock' | 'env'>,
  network: Network,
  signal: AbortSignal,
): Promise<Outcome> {
  const { host } = outgoing.url;
  try {
    return judge(kind, outgoing.url, await exchange(outgoing, ports, network, signal));
  } catch (thrown) {
    signal.throwIfAborted();
    return { ok: false, problem: problemOf(thrown, host), again: true };
  }
}

function judge(kind: AlarmKind, url: URL, { status, location, text }: Answer): Outcome {
  const { host } = url;
  if (status >= 200 && status < 300) return kind === 'ping' ? judgePing(host, text) : { ok: true };
  if (status >= 300 && status < 400) {
    // Of where it leads only the host is told: the path may repeat the token.
    const other = URL.parse(location ?? '', url)?.host ?? host;
    const problem =
      other === host ? say('alarms.problem.redirect-here', { host }) : say('alarms.problem.redirect', { host, other });
    return { ok: false, problem, again: true };
  }
  return {
    ok: false,
    problem: say('alarms.problem.status', { host, status: String(status) }),
    again: !NEVER_ACCEPTED.includes(status),
  };
}

/** Healthchecks answers 200 also where it did nothing; only one line of text tells (healthchecks.io, "Pinging API"). */
function judgePing(host: string, text: string): Outcome {
  switch (text.trim()) {
    case 'OK (not found)':
      return { ok: false, problem: say('alarms.problem.unknown-check', { host }), again: true };
    case 'OK (rate limited)':
      return { ok: false, problem: say('alarms.problem.rate-limited', { host }), again: true };
    default:
      return { ok: true };
  }
}
