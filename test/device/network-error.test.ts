import { describe, expect, it } from 'vitest';
import { networkError } from '../../electron/device/network-error.ts';

const PEER = { name: 'router.lan', label: 'router.lan:8001' };

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe('a failure of the network', () => {
  it.each([
    [['ENETUNREACH', 'ECONNREFUSED'], 'network/refused', ''],
    [['ETIMEDOUT', 'ECONNREFUSED'], 'network/refused', ''],
    [['EHOSTUNREACH', 'ECONNRESET'], 'network/reset', ''],
    [['ENETUNREACH', 'ETIMEDOUT'], 'network/timeout', 'connect'],
  ] as const)('of several addresses (%j) means the same in whatever order they fail', (codes, expected, word) => {
    for (const order of [codes, codes.toReversed()]) {
      // Node names the whole after the first of them.
      const both = Object.assign(new AggregateError(order.map(failure)), { code: order[0] });
      const error = networkError(both, PEER, 'work');
      expect(error.code, order.join()).toBe(expected);
      expect(error.message).toContain(word);
    }
  });

  it.each([
    'ECONNRESET',
    'EPIPE',
    'ERR_STREAM_PREMATURE_CLOSE',
    'ERR_STREAM_DESTROYED',
    'ERR_STREAM_WRITE_AFTER_END',
    'ERR_SOCKET_CLOSED',
    'ERR_SSL_UNEXPECTED_EOF_WHILE_READING',
  ])('is a cut connection in whatever words Node says so: %s', (code) => {
    for (const stage of ['front', 'work'] as const) {
      expect(networkError(failure(code), PEER, stage).code).toBe('network/reset');
    }
  });
});
