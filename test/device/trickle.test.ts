import type { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { connect, discover } from '../../electron/device/index.ts';
import { testClock } from './clock.ts';
import { startRawServer } from './raw-server.ts';
import { contextFor, endpointAt } from './stand.ts';
import { rejectionOf } from './thrown.ts';
import { injects } from '../faults/index.ts';

describe('a body that trickles', () => {
  it('ends after ten minutes although it is never silent for thirty seconds', async (context) => {
    const fault = injects(context, 'network/slow-bytes');
    const clock = testClock();
    let pieces = 0;
    let waitsSeen = 0;
    const drip = (socket: Duplex): void => {
      if (socket.destroyed) return;
      // The reader has begun to wait for one more piece: it comes 29 seconds later.
      if (clock.timeouts.length > waitsSeen && clock.timeouts.length > 2) {
        waitsSeen = clock.timeouts.length;
        pieces += 1;
        clock.advance(29_000);
        socket.write(' ');
      }
      setImmediate(drip, socket);
    };
    const server = await startRawServer({
      onRequest: (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        drip(socket);
      },
    });
    const connection = connect(endpointAt(server.origin), { kind: 'cleartext' }, contextFor(clock));
    const error = await rejectionOf(discover(connection));
    expect(error.code).toBe('network/timeout');
    expect(error.message).toContain('in the middle of an answer');
    expect(pieces).toBe(Math.ceil((20 * 30) / 29));
    connection.close();
    fault.fired(pieces);
  });
});
