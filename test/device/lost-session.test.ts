import { describe, expect, it } from 'vitest';
import type { Session } from '../../electron/device/index.ts';
import { keepError } from '../../shared/index.ts';
import type { BehaviourChange } from '../device-simulator/index.ts';
import { exported, inSession, methodsOf, standUp } from './stand.ts';
import { rejectionOf } from './thrown.ts';
import { injects } from '../faults/index.ts';

const CODES = [106, 107, 119, 150] as const;

/** All calls of a session, with the name under which the simulated device switches them. */
const CALLS: readonly (readonly [string, 'srm-strict' | 'dsm7' | 'dsm5', (session: Session) => Promise<unknown>])[] = [
  ['SYNO.Mesh.System.Info.get', 'srm-strict', (session) => session.identity()],
  ['getinfo', 'dsm5', (session) => session.identity()],
  ['SYNO.Core.Desktop.Initdata.get', 'dsm7', (session) => session.account()],
  ['list', 'srm-strict', (session) => session.proveBackupRight()],
  ['list', 'srm-strict', (session) => session.account()],
  ['start', 'srm-strict', exported],
  ['status', 'srm-strict', exported],
  ['download', 'srm-strict', exported],
  ['start', 'dsm5', exported],
  ['download', 'dsm7', exported],
];

describe.each(CODES)('a session that ends with %i', (code) => {
  it.for(CALLS)('at %s of %s: one new login, and the work from its start', async ([at, profile, work], context) => {
    const fault = injects(context, 'api/session-lost');
    const api = at === 'getinfo' ? 'SYNO.DSM.Info.getinfo' : at;
    const behaviour = { expireSessionAt: { at: api, code, times: 'once' as const } };
    const stand = await standUp({ profile, behaviour });
    let rounds = 0;
    await inSession(stand, (session) => {
      rounds += 1;
      return work(session);
    });
    expect(rounds).toBe(2);
    expect(stand.sim.fired.join()).toContain('expireSession');
    expect(stand.sim.counters).toMatchObject({ logins: 2, failedLogins: 0, openSessions: 0 });
    fault.fired();
  });

  it.each(['start', 'status', 'download'])('at every %s: two logins in all, then session/lost', async (at) => {
    const stand = await standUp({
      profile: 'srm-strict',
      behaviour: { expireSessionAt: { at, code, times: 'always' } },
    });
    const error = await rejectionOf(inSession(stand, exported));
    expect(error.code).toBe('session/lost');
    expect(stand.sim.counters).toMatchObject({ logins: 2, openSessions: 0 });
    expect(methodsOf(stand.sim).filter((method) => method === 'logout')).toHaveLength(2);
  });
});

describe('a lost session', () => {
  it('leads to no third login where both forms were needed', async () => {
    const behaviour = { loginForms: 'clear-only', expireSessionAt: { at: 'start', code: 119, times: 'once' } } as const;
    const stand = await standUp({ profile: 'dsm6', behaviour });
    expect((await rejectionOf(inSession(stand, exported))).code).toBe('session/lost');
    expect(stand.sim.counters.logins).toBe(2);
  });

  it('signs in again in the form that worked', async () => {
    const behaviour = { expireSessionAt: { at: 'start', code: 119, times: 'once' } } as const;
    const stand = await standUp({ profile: 'dsm6', behaviour });
    const forms: string[] = [];
    await inSession(stand, exported, { forms: ['plain', 'envelope'], beforeLogin: (form) => void forms.push(form) });
    expect(forms).toEqual(['plain', 'plain']);
  });

  it('is not healed when the second login is refused', async () => {
    const behaviour: BehaviourChange = {
      expireSessionAt: { at: 'start', code: 107, times: 'once' },
      faults: [{ at: 'login', kind: 'error', code: 400, skip: 1 }],
    };
    const stand = await standUp({ profile: 'srm-strict', behaviour });
    const refused: number[] = [];
    const error = await rejectionOf(
      inSession(stand, exported, { onRefused: (_, number) => void refused.push(number) }),
    );
    expect(error.code).toBe('auth/refused');
    expect(refused).toEqual([400]);
    expect(methodsOf(stand.sim).filter((method) => method === 'login')).toHaveLength(2);
  });

  it('may be reported by the work itself', async () => {
    const stand = await standUp({ profile: 'srm-strict' });
    let rounds = 0;
    const result = await inSession(stand, () => {
      rounds += 1;
      return rounds === 1 ? Promise.reject(keepError('session/lost', { host: 'x' })) : Promise.resolve('done');
    });
    expect([result, rounds]).toEqual(['done', 2]);
  });

  it('is what a forgotten token would be: it is always shown, in header and body', async () => {
    const stand = await standUp({ profile: 'dsm7' });
    await inSession(stand, exported);
    expect(stand.sim.fired).not.toContain('tokenRequired');
    for (const request of stand.sim.requests.slice(3)) {
      expect(request.params.SynoToken).toBe(request.headers['x-syno-token']);
      expect(request.headers.cookie).toBe(`id=${request.params._sid ?? ''}`);
    }
  });
});
