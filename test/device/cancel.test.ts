import { describe, expect, it, vi } from 'vitest';
import { connect, discover, present } from '../../electron/device/index.ts';
import { keepError } from '../../shared/index.ts';
import { contextFor, exported, inSession, standUp } from './stand.ts';
import { testClock } from './clock.ts';
import { rejectionOf } from './thrown.ts';

/** Waits for something to have happened at the other side. */
const until = (happened: () => boolean): Promise<void> =>
  vi.waitFor(
    () => {
      if (!happened()) throw new Error('not yet');
    },
    { timeout: 10_000, interval: 2 },
  );

describe('a cancellation', () => {
  it.each(['query', 'getinfo', 'SYNO.Mesh.System.Info.get', 'start', 'status', 'download'])(
    'while %s hangs ends the work at once and leaves no session behind',
    async (at) => {
      const stand = await standUp({ profile: 'srm-strict', behaviour: { faults: [{ at, kind: 'stall' }] } });
      const work = rejectionOf(
        inSession(stand, async (session) => {
          await session.identity();
          return exported(session);
        }),
      );
      await until(() => stand.sim.fired.includes(`faults:stall@${at}`));
      stand.stop.abort();
      expect((await work).code).toBe('cancelled');
      expect(stand.sim.counters.openSessions).toBe(0);
      expect(stand.sim.counters.logouts).toBe(stand.sim.counters.logins);
    },
  );

  it('in the middle of a login still ends the session that the login opens', async () => {
    const stand = await standUp({ profile: 'srm-strict', behaviour: { faults: [{ at: 'login', kind: 'slow' }] } });
    const work = rejectionOf(inSession(stand, exported));
    await until(() => stand.sim.counters.logins === 1);
    stand.stop.abort();
    expect((await work).code).toBe('cancelled');
    expect(stand.sim.counters).toMatchObject({ logins: 1, logouts: 1, openSessions: 0 });
  });

  it('waits five seconds for such a login, no longer', async () => {
    const stand = await standUp({ profile: 'srm-strict', behaviour: { faults: [{ at: 'login', kind: 'stall' }] } });
    const work = rejectionOf(inSession(stand, exported));
    await until(() => stand.sim.fired.includes('faults:stall@login'));
    stand.stop.abort();
    stand.clock.advance(5_000);
    expect((await work).code).toBe('cancelled');
  });

  it('waits five seconds for the logout, no longer', async () => {
    const stand = await standUp({
      profile: 'srm-strict',
      behaviour: {
        faults: [
          { at: 'logout', kind: 'stall' },
          { at: 'start', kind: 'stall' },
        ],
      },
    });
    const work = rejectionOf(inSession(stand, exported));
    await until(() => stand.sim.fired.includes('faults:stall@start'));
    stand.stop.abort();
    await until(() => stand.sim.fired.includes('faults:stall@logout'));
    stand.clock.advance(5_000);
    expect((await work).code).toBe('cancelled');
  });

  it('still tells of a refusal that was under way, so that it is not tried again', async () => {
    const stand = await standUp({
      profile: 'srm-lenient',
      behaviour: { loginAnswer: 400, faults: [{ at: 'login', kind: 'slow' }] },
    });
    const refused: number[] = [];
    const work = rejectionOf(inSession(stand, exported, { onRefused: (_, code) => void refused.push(code) }));
    await until(() => stand.sim.counters.logins === 1);
    stand.stop.abort();
    expect((await work).code).toBe('auth/refused');
    expect(refused).toEqual([400]);
    expect(stand.sim.counters.logins).toBe(1);
  });

  it('stops the download in the middle and closes its socket', async () => {
    const stand = await standUp({
      profile: 'srm-strict',
      behaviour: { faults: [{ at: 'download', kind: 'stall-in-body' }] },
    });
    let bytes = 0;
    const work = rejectionOf(
      inSession(stand, (session) =>
        session.exportConfiguration((chunk) => {
          bytes += chunk.length;
          return Promise.resolve();
        }),
      ),
    );
    await until(() => bytes > 10_000);
    stand.stop.abort();
    expect((await work).code).toBe('cancelled');
    expect(stand.sim.counters).toMatchObject({ logouts: 1, openSessions: 0 });
  });

  it('before anything was sent sends nothing', async () => {
    const stand = await standUp({ profile: 'srm-strict' });
    stand.stop.abort();
    expect((await rejectionOf(present(stand.endpoint, stand.context))).code).toBe('cancelled');
    expect((await rejectionOf(discover(stand.connection))).code).toBe('cancelled');
    expect(stand.sim.counters.bytesReceived).toBe(0);
  });

  it('keeps the reason it was given', async () => {
    const stand = await standUp({ profile: 'srm-strict' });
    const stop = new AbortController();
    const reason = keepError('busy', { name: 'Office' });
    stop.abort(reason);
    const connection = connect(stand.endpoint, stand.trust, contextFor(testClock(), stop));
    expect(await rejectionOf(discover(connection))).toBe(reason);
  });
});
