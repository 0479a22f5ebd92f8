import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { keepError, type Endpoint, type Trust } from '../../shared/index.ts';
import { loadAuthorities } from './authorities.ts';
import { hostLabel } from './endpoints.ts';
import { openTcp, openTls } from './socket.ts';
import { requireTrusted } from './trust.ts';
import type { DeviceContext, Met } from './types.ts';

/** Options of a request, with the signal that ends the opening of its socket. */
export type Opener = http.RequestOptions & { readonly opening: AbortSignal };

/**
 * The agent is the gate: it opens each socket itself, compares the certificate on the finished handshake, and only then
 * hands the socket over, so that an impostor gets not one byte of a request. Checks behind the request come too late, measured with
 * a server that counts: in the answer, after the whole password; on `secureConnect` of its socket, by the order of listeners, and a resumed
 * session shows no certificate at all.
 */
export function pinnedAgent(
  endpoint: Endpoint,
  trust: Trust,
  context: DeviceContext,
  onMet: (server: Met) => void,
): http.Agent {
  const settings = { keepAlive: true, maxSockets: 4, maxFreeSockets: 2, scheduling: 'lifo' } as const;
  const agent =
    endpoint.scheme === 'https' ? new https.Agent({ ...settings, maxCachedSessions: 0 }) : new http.Agent(settings);
  let authorities: readonly string[] | undefined;

  async function open(signal: AbortSignal): Promise<Duplex> {
    // Plain HTTP has no identity to compare; `connect` has seen to it that the user allowed it.
    if (endpoint.scheme === 'http') {
      const line = await openTcp(endpoint, context, signal);
      onMet({ remoteAddress: line.remoteAddress });
      return line.raw;
    }
    // A device that was added over plain HTTP has no remembered certificate: its user must look at the new one first.
    if (trust.kind === 'cleartext') throw keepError('internal', { detail: 'https without trust' });
    if (trust.kind === 'system') authorities ??= loadAuthorities();
    const options = { stage: 'work', ...(authorities === undefined ? {} : { authorities }) } as const;
    const { socket, remoteAddress } = await openTls(endpoint, context, options, signal);
    try {
      const certificate = requireTrusted(socket, trust, hostLabel(endpoint));
      onMet({ remoteAddress, certificate });
      return socket;
    } catch (thrown) {
      socket.destroy();
      throw thrown;
    }
  }

  agent.createConnection = (options, callback) => {
    open((options as Opener).opening).then(
      (socket) => callback?.(null, socket),
      (thrown: unknown) => callback?.(thrown as Error, undefined as never),
    );
    return undefined;
  };

  return agent;
}
