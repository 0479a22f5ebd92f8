import { describe, it } from 'vitest';
import { keepError, type ErrorCode } from '../../../shared/index.ts';
import { openSecretStore, type SecretStore } from '../../../electron/secrets/index.ts';
import { SECRETS_ENV } from '../../keeper/harness.ts';
import { injects, type FaultName } from '../index.ts';
import { begin, survive, type Trial } from './ordeal.ts';

const NIGHT = 8 * 3_600_000;

describe('a computer that sleeps for hours in a backup', { timeout: 600_000 }, () => {
  it.for([
    ['connecting', 1],
    ['signing-in', 1],
    // The device has ended the session meanwhile.
    ['preparing', 2],
    ['downloading', 1],
    ['verifying', 1],
    ['saving', 1],
  ] as const)('and finds everything as it was in the phase "%s", backs up', async ([phase, logins], context) => {
    const fault = injects(context, 'desktop/sleep-in-each-phase');
    const ordeal = await begin();
    let slept = 0;
    const act = (): void => {
      ordeal.clock.advance(NIGHT);
      slept += 1;
    };
    fault.fired(await survive(ordeal, { midway: { phase, act }, ends: 'verified', logins, proof: () => slept }));
  });

  it('and finds no network, fails, tries again, and backs up when there is one', async (context) => {
    const fault = injects(context, 'desktop/no-network-after-wake', 'desktop/sleep-in-each-phase');
    const ordeal = await begin();
    const { device, clock, certificate } = ordeal;
    const act = (): void => {
      clock.advance(NIGHT);
      device.behave({ handshake: 'reset' });
      void device.replaceCertificate(certificate);
    };
    const midway = { phase: 'preparing', act } as const;
    const trial: Trial = { midway, ends: 'network/reset', proof: /^handshake:reset/ };
    fault.fired(await survive(ordeal, trial));
  });
});

describe('a keychain', { timeout: 600_000 }, () => {
  const refusing = (error: () => Error): SecretStore => {
    const refuse = (): Promise<never> => Promise.reject(error());
    return { kind: 'keychain', place: 'GNOME Keyring', get: refuse, set: refuse, delete: refuse, proveReady: refuse };
  };
  const unavailable = (): Error => keepError('secret/unavailable', { reason: 'the keychain denied access' });

  it.for<[string, FaultName, ErrorCode, (home: string) => Promise<SecretStore>]>([
    [
      'that is locked',
      'desktop/keychain-locked',
      'secret/locked',
      () => Promise.resolve(refusing(() => keepError('secret/locked', { place: 'GNOME Keyring' }))),
    ],
    [
      'that denies access',
      'desktop/keychain-denied',
      'secret/unavailable',
      () => Promise.resolve(refusing(unavailable)),
    ],
    [
      'that is empty',
      'desktop/keychain-empty',
      'secret/missing',
      (home) => openSecretStore({ env: SECRETS_ENV, home: `${home}/empty` }),
    ],
    [
      'that is another one',
      'desktop/keychain-other',
      'secret/unavailable',
      (home) => openSecretStore({ env: { ...SECRETS_ENV, ROUTERKEEP_MASTER_KEY: 'that of somebody else' }, home }),
    ],
  ])('%s keeps every sign-in back, until it is as it was', async ([, name, ends, open], context) => {
    const fault = injects(context, name);
    let isTroubled = false;
    let asked = 0;
    const ordeal = await begin('srm-strict', {}, (home) => {
      if (!isTroubled) return openSecretStore({ env: SECRETS_ENV, home });
      asked += 1;
      return open(home);
    });
    const bringAbout = () => {
      isTroubled = true;
      return Promise.resolve(() => {
        isTroubled = false;
        return Promise.resolve();
      });
    };
    fault.fired(await survive(ordeal, { bringAbout, ends, logins: 0, proof: () => asked }));
  });
});
