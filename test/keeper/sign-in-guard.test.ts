import { describe, expect, it, onTestFinished } from 'vitest';
import type { Connection } from '../../electron/device/index.ts';
import { refusalsOf, signInGuard } from '../../electron/keeper/sign-in-guard.ts';
import { openHistory } from '../../electron/records/index.ts';
import type { Trust } from '../../shared/index.ts';
import { temporaryHome } from '../records/home-folder.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-20T03:00:00Z');
const PINNED: Trust = { kind: 'fingerprint', sha256: 'ab'.repeat(32) };

interface Door {
  readonly host?: string;
  readonly port?: number;
  readonly remoteAddress?: string;
  readonly trust?: Trust;
}

/** A guard over a real history, for devices at any address, with a clock that is moved. */
async function makeGuard() {
  const history = openHistory(await temporaryHome());
  onTestFinished(() => {
    history.close();
  });
  let now = NOW;
  const clock = { now: () => now, sleep: () => Promise.resolve() };
  const ports = { history, clock, log: () => undefined };
  const endpointOf = ({ host = 'router.lan', port = 8001 }: Door) => ({ scheme: 'https', host, port }) as const;
  const watch = (door: Door) =>
    signInGuard(ports, {
      endpoint: endpointOf(door),
      trust: door.trust ?? PINNED,
      met: () => ({ remoteAddress: door.remoteAddress ?? '192.168.1.1' }),
    } as unknown as Connection);
  return {
    advance: (ms: number) => void (now += ms),
    /** A sign-in that ends with that code, or works. @throws KeepError auth/blocked */
    signIn: async (code: number | undefined, door: Door = {}) => {
      const guard = watch(door);
      await guard.beforeLogin('page');
      if (code === undefined) await guard.onSignedIn('page');
      else await guard.onRefused('page', code);
    },
    counted: (door: Door = {}) =>
      refusalsOf(
        ports,
        { endpoint: endpointOf(door), remoteAddress: door.remoteAddress ?? '192.168.1.1' },
        door.trust ?? PINNED,
      ),
  };
}

describe('sign-ins to one device', () => {
  it('are held back after eight refusals, for ten minutes and no longer', async () => {
    const { signIn, advance, counted } = await makeGuard();
    for (let count = 0; count < 8; count += 1) await signIn(400);
    await expect(signIn(400)).rejects.toMatchObject({ code: 'auth/blocked' });
    advance(9 * MINUTE + 59_000);
    expect(counted()).toBe(8);
    await expect(signIn(400)).rejects.toMatchObject({ code: 'auth/blocked' });
    advance(2_000);
    expect(counted()).toBe(0);
    await signIn(400);
    expect(counted()).toBe(1);
    // Nothing of before comes back with a clock that goes back.
    advance(-5 * MINUTE);
    expect(counted()).toBe(1);
  });

  it.each([400, 404, 100, 413, 414])('count when they are refused with %i', async (code) => {
    const { signIn, counted } = await makeGuard();
    await signIn(code);
    expect(counted()).toBe(1);
  });

  it.each([undefined, 401, 402, 403, 405, 406, 407, 408, 409, 410, 411])(
    'do not count when the credential was right or not judged: %s',
    async (code) => {
      const { signIn, counted } = await makeGuard();
      await signIn(code);
      expect(counted()).toBe(0);
    },
  );

  it('count together however the device is addressed, and apart where it is another', async () => {
    const { signIn, counted } = await makeGuard();
    await signIn(400);
    expect(counted({ host: 'ROUTER.lan.', remoteAddress: '10.0.0.9', trust: { kind: 'system', issuer: 'CA' } })).toBe(
      1,
    );
    expect(counted({ host: 'nas', remoteAddress: '::ffff:192.168.1.1', trust: { kind: 'system', issuer: 'CA' } })).toBe(
      1,
    );
    expect(counted({ host: 'nas', remoteAddress: '10.0.0.9' })).toBe(1);
    expect(counted({ host: 'nas', remoteAddress: '10.0.0.9', trust: { kind: 'system', issuer: 'CA' } })).toBe(0);
  });

  it('do not count for others whose certificate an authority vouches for', async () => {
    const { signIn, counted } = await makeGuard();
    const trust: Trust = { kind: 'system', issuer: 'CA' };
    await signIn(400, { trust });
    expect(counted({ trust, host: 'nas', remoteAddress: '10.0.0.9' })).toBe(0);
    expect(counted({ trust })).toBe(1);
  });

  it('through tunnels of this computer count by their port', async () => {
    const { signIn, counted } = await makeGuard();
    const tunnel = { host: 'localhost', remoteAddress: '127.0.0.1', trust: { kind: 'system', issuer: 'CA' } } as const;
    await signIn(400, { ...tunnel, port: 9001 });
    expect(counted({ ...tunnel, port: 9001 })).toBe(1);
    expect(counted({ ...tunnel, port: 9002 })).toBe(0);
  });
});
