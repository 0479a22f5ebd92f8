import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { downloadTask } from '../../electron/device/download.ts';
import { parsePublicKey } from '../../electron/device/public-key.ts';
import { discover } from '../../electron/device/index.ts';
import { optionsFromReport, type SimulatorOptions } from '../device-simulator/index.ts';
import { inSession, standUp } from './stand.ts';
import { rejectionOf } from './thrown.ts';

describe('the key that a device hands out', () => {
  const hex = (bits: number): string => 'f'.repeat(bits / 4);

  it('has at most 16,384 bits: a longer one would keep the computer busy', async () => {
    expect((await parsePublicKey(hex(16_384)))?.modulusBytes).toBe(2_048);
    expect(await parsePublicKey(hex(16_392))).toBeUndefined();
    expect(await parsePublicKey(hex(65_536))).toBeUndefined();
  });

  it('has at least 1,024 bits: a shorter one protects nothing', async () => {
    expect(await parsePublicKey(hex(1_016))).toBeUndefined();
  });

  it('has a small exponent: a long one would take minutes', async () => {
    const { n = '' } = generateKeyPairSync('rsa', { modulusLength: 1_024 }).publicKey.export({ format: 'jwk' });
    const withExponent = (bytes: number): string => {
      const e = Buffer.alloc(bytes, 0xff).toString('base64url');
      return createPublicKey({ format: 'jwk', key: { kty: 'RSA', n, e } })
        .export({ type: 'spki', format: 'der' })
        .toString('base64');
    };
    expect(await parsePublicKey(withExponent(4))).toBeDefined();
    expect(await parsePublicKey(withExponent(5))).toBeUndefined();
    expect(await parsePublicKey(withExponent(100))).toBeUndefined();
  });
});

/** A device whose sign-in hands out this session. */
function handingOut(sid: string): SimulatorOptions {
  const body = { kind: 'json', value: { success: true, data: { sid } } };
  const answer = { kind: 'answer', status: 200, type: 'text/plain', length: 'announced', cookies: [], body };
  const login = { api: 'SYNO.API.Auth', method: 'login', path: 'auth.cgi', fields: [], answer, times: 1 };
  const report = {
    format: 'routerkeep-device-report',
    version: 1,
    connection: 'https',
    product: 'SRM',
    exchanges: [login],
  };
  return optionsFromReport(JSON.stringify(report));
}

describe('a session whose characters would end a cookie', () => {
  it.each(['a;b=c', 'a"b', 'a,b', String.raw`a\b`])('is sent in the form alone: %s', async (sid) => {
    const stand = await standUp(handingOut(sid));
    await inSession(stand, (session) => session.identity()).catch(() => undefined);
    const asked = stand.sim.requests.filter(({ params }) => params._sid === sid);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(({ headers }) => headers.cookie !== undefined)).toEqual([]);
  });

  it('any other is sent in both places', async () => {
    const stand = await standUp(handingOut('abc'));
    await inSession(stand, (session) => session.identity()).catch(() => undefined);
    expect(stand.sim.requests.map(({ headers }) => headers.cookie)).toContain('id=abc');
  });
});

describe('talk in place of the file', () => {
  it('is listened to for 64 KB and no longer', async () => {
    const stand = await standUp({ profile: 'srm-lenient' });
    const directory = await discover(stand.connection);
    let given = 0;
    async function* talk(): AsyncGenerator<Uint8Array, void, undefined> {
      for (; given < 32 * 2 ** 20; given += 4_096) yield await Promise.resolve(Buffer.alloc(4_096, '<p>'));
    }
    const answer = {
      status: 200,
      header: () => undefined,
      cookies: [],
      chunks: talk,
      isEncoded: false,
      received: () => 0,
      hasSurplus: () => false,
      discard: () => undefined,
    };
    const connection = {
      ...stand.connection,
      transport: { exchange: () => Promise.resolve(answer), met: () => undefined, close: () => undefined },
    };
    const context = { connection, directory, user: 'u', key: { sid: 's' } };
    const thrown = await rejectionOf(
      downloadTask(
        context,
        'task',
        () => Promise.resolve(),
        () => undefined,
      ),
    );
    expect(thrown.code).toBe('device/unexpected-answer');
    expect(given).toBeLessThan(128 * 1_024);
  });
});
