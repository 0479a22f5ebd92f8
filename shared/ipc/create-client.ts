import { KeepError, keepError } from '../errors.ts';
import type { Bridge, Client } from './client.ts';

/**
 * The typed client over a bridge. What comes back was parsed by main on its way out, so types are taken at their word:
 * the page would gain nothing from the schemas but their size.
 */
export function createClient(bridge: Bridge): Client {
  let works = 0;
  const call = async (channel: Parameters<Bridge['invoke']>[0], input: unknown, signal?: AbortSignal) => {
    if (signal?.aborted === true) throw keepError('cancelled', {});
    const work = ++works;
    const cancel = (): void => void bridge.invoke('work/cancel', { work });
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const reply = await bridge.invoke(channel, input, work);
      if (!reply.ok) throw new KeepError(reply.error);
      return reply.value;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  };
  return {
    call: ((channel, input, options) => call(channel, input, options?.signal)) as Client['call'],
    on: bridge.subscribe as Client['on'],
  };
}
