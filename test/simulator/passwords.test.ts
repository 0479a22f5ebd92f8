import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../device-simulator/index.ts';
import { ask, at, codeOf } from './raw-client.ts';
import { login } from './session.ts';
import { simulators } from './started.ts';

const start = simulators();

const PASSWORDS = [
  ` !"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_\`abcdefghijklmnopqrstuvwxyz{|}~`,
  'two words  and   more',
  'Grüße, Straße, 日本, 🙂👩‍👩‍👧',
  '%20+%2B&passwd=other',
  '"; rm -rf / #',
  'x'.repeat(127),
] as const;

describe('a password of any characters', () => {
  it.each(PASSWORDS)('arrives whole in both forms: %s', async (password) => {
    const simulator = await start({ profile: 'srm-lenient', password });
    for (const form of ['envelope', 'clear'] as const) {
      expect(at((await login(simulator, form)).json, 'success')).toBe(true);
      expect(simulator.requests.at(-1)?.params.passwd).toBe(password);
    }
  });

  it('arrives whole, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), async (password) => {
        const simulator = await startSimulator({ profile: 'srm-lenient', tls: false, password });
        try {
          expect(at((await login(simulator, 'envelope')).json, 'success')).toBe(true);
          expect(at((await login(simulator, 'clear')).json, 'success')).toBe(true);
        } finally {
          await simulator.close();
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('a space written as +', () => {
  const inQuery = (password: string) => ({
    path: `/webapi/auth.cgi?api=SYNO.API.Auth&version=2&method=login&account=backup-admin&passwd=${password}`,
  });

  it('stays a plus in a query string', async () => {
    const simulator = await start({ profile: 'srm-lenient', password: 'two words' });
    expect(codeOf(await ask(simulator, inQuery('two+words')))).toBe(400);
    expect(at((await ask(simulator, inQuery('two%20words'))).json, 'success')).toBe(true);
  });

  it('becomes a space in a query string where that is switched', async () => {
    const simulator = await start({
      profile: 'srm-lenient',
      password: 'two words',
      behaviour: { plusIsLiteralInQuery: false },
    });
    expect(at((await ask(simulator, inQuery('two+words'))).json, 'success')).toBe(true);
  });
});
