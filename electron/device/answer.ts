import { keepError, say } from '../../shared/index.ts';
import { hostLabel, wireOrigin } from './endpoints.ts';
import { late, type Stage } from './network-error.ts';
import { peerOf } from './socket.ts';
import { timeoutsOf, within } from './timeouts.ts';
import type { HttpAnswer } from './transport.ts';
import type { Connection } from './types.ts';

/** The directory of a large NAS has some 200 kB, its Initdata somewhat more. */
const TEXT_LIMIT = 4 * 1024 * 1024;

/**
 * Refuses what is no ordinary answer: redirects (never followed, so that no password goes astray) and HTTP errors.
 * @throws KeepError http/redirected, device/unexpected-answer, device/not-synology
 */
export function requireOrdinary(connection: Connection, answer: HttpAnswer, stage: Stage): void {
  const { status } = answer;
  if (status === 200) return;
  answer.discard();
  const host = hostLabel(connection.endpoint);
  const location = status >= 300 && status < 400 ? answer.header('location') : undefined;
  if (location !== undefined) {
    // Only the origin is told: the rest may carry what was asked. Once something secret was sent, a name may too.
    const target = URL.parse(location, wireOrigin(connection.endpoint));
    if (target !== null && /^https?:$/.test(target.protocol)) {
      const tellable = stage === 'front' || target.hostname === URL.parse(wireOrigin(connection.endpoint))?.hostname;
      const told = tellable ? target.origin : say('device.other-address');
      throw keepError('http/redirected', { host, location: told });
    }
  }
  const detail = describeStatus(status);
  if (stage === 'front' && status < 500 && !PROXY_STATUSES.includes(status)) {
    throw keepError('device/not-synology', { host });
  }
  throw keepError('device/unexpected-answer', { host, detail });
}

/**
 * What a server in front of a device says, or a device that is not ready: somebody must be let in, there is too much at
 * once, or it took too long. None of them tells that there is no device.
 */
const PROXY_STATUSES: readonly number[] = [401, 403, 407, 408, 421, 425, 429];

function describeStatus(status: number): string {
  if (status === 401 || status === 403 || status === 407) return say('device.detail.status-barred', { status });
  if (status === 429) return say('device.detail.status-too-many', { status });
  return say('device.detail.status', { status });
}

/** A text that trickles is no answer: in all it may take this many times the longest silence. */
const LONGEST_TEXT = 2;

/** The whole body as text. @throws KeepError network/timeout, device/unexpected-answer when it is longer than any real answer */
export async function readText(connection: Connection, answer: HttpAnswer): Promise<string> {
  const { context, endpoint } = connection;
  const ms = LONGEST_TEXT * timeoutsOf(context).body;
  const deadline = { ms, late: () => late(peerOf(endpoint), 'device.phase.body') };
  // A cancellation ends the pieces themselves, in their own way.
  return await within(context.clock, new AbortController().signal, deadline, async (inner) => {
    inner.addEventListener('abort', answer.discard, { once: true });
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of answer.chunks()) {
      bytes += chunk.length;
      if (bytes > TEXT_LIMIT) throw unexpected(connection, say('device.detail.too-long'));
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  });
}

export function unexpected(connection: Connection, detail: string): ReturnType<typeof keepError> {
  return keepError('device/unexpected-answer', { host: hostLabel(connection.endpoint), detail });
}

/** What stands where an answer was expected, in words. */
export function describeNonsense(text: string): string {
  const start = text.trimStart().slice(0, 1);
  if (start === '') return say('device.detail.empty');
  return start === '<' ? say('device.detail.page') : say('device.detail.not-json');
}
