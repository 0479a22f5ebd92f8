import { describe, expect, it } from 'vitest';
import { addArguments, scene } from './scene.ts';

const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index)).join('');

/** Together: every printable character, the ends of a line, other scripts, the longest a device takes. */
const PASSWORDS = [
  ` ${PRINTABLE} `,
  `+ & % # = " ' \\ ; %20 %2B a+b c&d=e {x} \${y} <z> äöüß ñ 日本語 🔑👩‍👩‍👧`,
  '🔑ä€+ &%'.repeat(14).slice(0, 127),
];

const FORMS = [
  ['srm-lenient', 'envelope-only', 'envelope'],
  ['srm-lenient', 'clear-only', 'plain'],
  ['dsm5', 'either', 'page'],
] as const;

describe('every character of a password', () => {
  it.each(FORMS)(
    'reaches %s (%s) as it was typed, and comes back from where it is kept',
    async (profile, loginForms, form) => {
      for (const password of PASSWORDS) {
        const { device, run, json } = await scene({ profile, password, behaviour: { loginForms } });
        const added = await json([...addArguments(device), '--name', 'Router', '--no-backup'], {
          stdin: `${password}\n`,
        });
        expect(added.error).toBeUndefined();
        expect(added.results[0]).toMatchObject({ signInForm: form });
        // The simulated device compares; a login of its own uses the stored one.
        device.forget();
        expect((await run(['backup', 'Router'])).exit).toBe(0);
        expect(device.counters).toMatchObject({ logins: 1, failedLogins: 0, openSessions: 0 });
      }
    },
  );

  it('survives being typed at a terminal', async () => {
    const [password = ''] = PASSWORDS;
    const { device, run } = await scene({ profile: 'srm-strict', password });
    const argv = ['add', device.origin, '--user', device.user, '--name', 'Router', '--no-backup'];
    const ran = await run(argv, { answers: ['y\n', `${password}\r`] });
    expect(ran.exit).toBe(0);
    expect(ran.stdout + ran.stderr).not.toContain(password);
  });
});
