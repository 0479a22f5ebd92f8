import { describe, expect, it } from 'vitest';
import { discover, formsToTry, signIn } from '../../electron/device/index.ts';
import { PROFILES } from '../device-simulator/index.ts';
import { standUp } from './stand.ts';
import { rejectionOf } from './thrown.ts';

describe('one single login, for a diagnosis', () => {
  it('tells its form, works, and signs out once', async () => {
    for (const profile of PROFILES) {
      const stand = await standUp({ profile });
      const directory = await discover(stand.connection);
      for (const form of formsToTry(directory, stand.endpoint)) {
        if (profile === 'srm-strict' && form === 'plain') continue;
        if (profile === 'srm-1.3.2' && form === 'envelope') continue;
        const session = await signIn(stand.connection, directory, stand.credentials, form);
        expect(session.form).toBe(form);
        await session.proveBackupRight();
        await session.signOut();
        await session.signOut();
      }
      expect(stand.sim.counters.logouts).toBe(stand.sim.counters.logins);
      expect(stand.sim.counters.openSessions).toBe(0);
    }
  });

  it('does not try another form', async () => {
    const stand = await standUp({ profile: 'srm-strict' });
    const directory = await discover(stand.connection);
    expect((await rejectionOf(signIn(stand.connection, directory, stand.credentials, 'plain'))).code).toBe(
      'auth/refused',
    );
    expect(stand.sim.counters.logins).toBe(1);
  });
});
