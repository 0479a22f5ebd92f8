import { PassThrough, type Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { chunksOf } from '../../electron/device/body.ts';
import { connect, discover } from '../../electron/device/index.ts';
import { testClock } from './clock.ts';
import { httpAnswer, startRawServer } from './raw-server.ts';
import { contextFor, endpointAt } from './stand.ts';
import { rejectionOf } from './thrown.ts';
import { injects } from '../faults/index.ts';

describe('an answer that trickles', () => {
  it('ends after a minute although it is never silent for thirty seconds', async (context) => {
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
      void setImmediate().then(() => drip(socket));
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
    expect(pieces).toBe(Math.ceil((2 * 30) / 29));
    connection.close();
    fault.fired(pieces);
  });
});

describe('a download that trickles', () => {
  it('ends after ten minutes although it is never silent for thirty seconds', async (context) => {
    const fault = injects(context, 'network/slow-bytes');
    const clock = testClock();
    const body = new PassThrough();
    const reading = {
      context: contextFor(clock),
      signal: new AbortController().signal,
      peer: { name: 'router', label: 'router:8001' },
      ms: 30_000,
      stage: 'work',
    } as const;
    let pieces = 0;
    const read = async (): Promise<void> => {
      const chunks = chunksOf(body, reading);
      for (;;) {
        const next = chunks.next();
        await setImmediate();
        clock.advance(29_000);
        pieces += 1;
        body.write(' ');
        if ((await next).done === true) return;
      }
    };
    expect((await rejectionOf(read())).code).toBe('network/timeout');
    expect(pieces).toBe(Math.ceil((20 * 30) / 29));
    fault.fired(pieces);
  });
});

describe('an answer that nests without end', () => {
  it('is refused at once, and not asked for again', async () => {
    const json = `{"success":true,"data":${'['.repeat(1_000_000)}`;
    let asked = 0;
    const server = await startRawServer({
      onRequest: (socket) => {
        asked += 1;
        socket.end(httpAnswer(json));
      },
    });
    const connection = connect(endpointAt(server.origin), { kind: 'cleartext' }, contextFor(testClock()));
    expect((await rejectionOf(discover(connection))).code).toBe('device/unexpected-answer');
    expect(asked).toBe(1);
    connection.close();
  });
});
