import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { without } from '../desktop/index.ts';
import { startKeyring, type Keyring } from '../keyring/index.ts';
import { useStore, type Outcome, type Step } from './use-store.ts';
import { injects } from '../faults/index.ts';

/** The keychain needs no folder. */
const NO_HOME = '/nonexistent';
const DONE = { value: null };
const MISSING = { code: 'secret/missing', message: 'There is no password stored for Office router.' };

describe('a real gnome-keyring', () => {
  let keyring: Keyring | { readonly missing: string };
  beforeAll(async () => {
    keyring = await startKeyring();
  });
  beforeEach((context) => {
    if ('missing' in keyring) without(context, keyring.missing);
  });
  afterAll(async () => {
    if ('stop' in keyring) await keyring.stop();
  });
  const use = async (...steps: readonly Step[]): Promise<readonly Outcome[]> => {
    if ('missing' in keyring) throw new Error(keyring.missing);
    return await useStore(keyring.env, NO_HOME, ...steps);
  };

  it('gives back what it was given, to another process too', async () => {
    expect(await use({ do: 'set', account: 'a', value: 'secret' })).toEqual([DONE]);
    expect(await use({ do: 'get', account: 'a' })).toEqual([{ value: 'secret' }]);
  });

  it('keeps every character of a password', async () => {
    const ascii = String.fromCodePoint(...Array.from({ length: 95 }, (_, index) => 32 + index));
    const values = [ascii, ' spaces around ', 'äöü ß é', '\u{1f511}\u{1f469}\u200d\u{1f4bb}', 'a\nb\tc', 'e\u0301'];
    const steps = values.flatMap((value) => [
      { do: 'set', account: 'characters', value } as const,
      { do: 'get', account: 'characters' } as const,
    ]);
    expect(await use(...steps)).toEqual(values.flatMap((value) => [DONE, { value }]));
  });

  it('keeps 2500 bytes', async () => {
    const value = 'ü'.repeat(1250);
    expect(await use({ do: 'set', account: 'long', value }, { do: 'get', account: 'long' })).toEqual([DONE, { value }]);
  });

  it('replaces, removes, and says what is missing', async (context) => {
    const fault = injects(context, 'desktop/keychain-empty');
    const account = 'replaced';
    const outcomes = await use(
      { do: 'set', account, value: 'old' },
      { do: 'set', account, value: 'new' },
      { do: 'get', account },
      { do: 'delete', account },
      { do: 'get', account },
      { do: 'delete', account },
    );
    expect(outcomes).toEqual([DONE, DONE, { value: 'new' }, DONE, MISSING, DONE]);
    fault.fired();
  });

  it('leaves nothing of its own beside the entries', async () => {
    const outcomes = await use(
      { do: 'set', account: 'tidy', value: 'x' },
      { do: 'get', account: 'tidy.new' },
      { do: 'get', account: 'routerkeep-probe' },
      { do: 'delete', account: 'tidy' },
    );
    expect(outcomes).toEqual([DONE, MISSING, MISSING, DONE]);
  });

  it('is said to be locked when it is, and never to have lost an entry', async () => {
    if (!('lock' in keyring)) return;
    await use({ do: 'set', account: 'kept', value: 'behind the lock' });
    await keyring.lock();
    const locked = { code: 'secret/locked', message: 'The GNOME Keyring is locked.' };
    const outcomes = await use(
      { do: 'get', account: 'kept' },
      { do: 'get', account: 'never stored' },
      { do: 'set', account: 'kept', value: 'other' },
      { do: 'delete', account: 'kept' },
    );
    expect(outcomes).toEqual([locked, locked, locked, locked]);
  });
});

describe('a session without a keyring', () => {
  const steps = [
    { do: 'get', account: 'a' },
    { do: 'set', account: 'a', value: 'x' },
    { do: 'delete', account: 'a' },
  ] as const;
  const unavailable = {
    code: 'secret/unavailable',
    message: 'There is no place to keep the password safe: no keyring is running in this session.',
  };

  it('has no place for secrets when there is no bus', async (context) => {
    const started = await startKeyring({ keyring: false });
    if ('missing' in started) return without(context, started.missing);
    await started.stop();
    // The address is still set, and nothing listens there any more.
    expect(await useStore(started.env, NO_HOME, ...steps)).toEqual([unavailable, unavailable, unavailable]);
    const { PATH } = started.env;
    expect(await useStore({ PATH: PATH ?? '' }, NO_HOME, ...steps)).toEqual([unavailable, unavailable, unavailable]);
  });

  it('has no place for secrets when nothing answers on the bus', async (context) => {
    const started = await startKeyring({ keyring: false });
    if ('missing' in started) return without(context, started.missing);
    try {
      expect(await useStore(started.env, NO_HOME, ...steps)).toEqual([unavailable, unavailable, unavailable]);
    } finally {
      await started.stop();
    }
  });
});
