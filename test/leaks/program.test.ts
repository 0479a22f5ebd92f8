import { rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startReceiver } from '../alarms/receiver.ts';
import { makeCertificate } from '../device-simulator/index.ts';
import { ECHO_KINDS } from './echoes.ts';
import type { Asked } from './front.ts';
import { leakScene, sessionSecrets, type LeakScene } from './leak-scene.ts';
import { text } from './needles.ts';
import { awkwardPassword, letters } from './secrets.ts';

type EchoedSecret = 'password' | 'one-time code' | 'session id' | 'SynoToken';

interface Echoed {
  readonly what: EchoedSecret;
  /** The command, in words. */
  readonly to: string;
  /** The call that is answered with it. */
  readonly at: string;
  readonly argv: (it: LeakScene) => readonly string[];
  /** Whether the device is known before. */
  readonly added: boolean;
}

const passwd = ['passwd', 'Router', '--password-stdin'];
const reportOf = ({ folder }: LeakScene): readonly string[] => [
  '--report',
  path.join(folder, 'report.txt'),
  '--yes',
  '--force',
];

const ECHOED: readonly Echoed[] = [
  { what: 'password', to: 'passwd', at: 'login', argv: () => passwd, added: true },
  { what: 'one-time code', to: 'add', at: 'login', argv: (it) => [...it.addArguments, '--otp', it.code], added: false },
  { what: 'one-time code', to: 'passwd', at: 'login', argv: (it) => [...passwd, '--otp', it.code], added: true },
  { what: 'session id', to: 'backup', at: 'start', argv: () => ['backup', 'Router'], added: true },
  { what: 'session id', to: 'doctor', at: 'list', argv: (it) => ['doctor', 'Router', ...reportOf(it)], added: true },
  { what: 'SynoToken', to: 'backup', at: 'start', argv: () => ['backup', 'Router'], added: true },
  { what: 'SynoToken', to: 'doctor', at: 'list', argv: (it) => ['doctor', 'Router', ...reportOf(it)], added: true },
];

/** What a device has just been told, or the one it knows. */
function secretIn(what: EchoedSecret, it: LeakScene, { form, headers }: Asked): string | undefined {
  switch (what) {
    case 'password':
      return it.password;
    case 'one-time code':
      return it.code;
    case 'session id':
      return form.get('_sid') ?? undefined;
    case 'SynoToken':
      return form.get('SynoToken') ?? headers['x-syno-token']?.toString();
  }
}

/** Refused sign-ins are counted in the history; ten in five minutes would end the test. */
async function forgetSignIns({ folder }: LeakScene): Promise<void> {
  for (const suffix of ['', '-wal', '-shm'])
    await rm(path.join(folder, 'home', `history.db${suffix}`), { force: true });
}

/** An alarm's address that works like a password, at a receiver that repeats all it gets. */
async function secretAlarm(it: LeakScene): Promise<{ readonly url: string; readonly received: () => number }> {
  const receiver = await startReceiver((response, got) => response.writeHead(400).end(JSON.stringify(got)));
  const parts = { user: letters(12), password: letters(20), path: letters(24), key: letters(24) };
  for (const [name, secret] of Object.entries(parts)) it.mind(`alarm's ${name}`, secret);
  const url = new URL(`/${parts.path}?key=${parts.key}`, receiver.origin);
  url.username = parts.user;
  url.password = parts.password;
  return {
    url: url.href,
    received: () => {
      // Its address goes to the receiver; what the message says must not repeat it, nor anything else.
      for (const { body } of receiver.received) it.note(text('message of an alarm', body));
      return receiver.received.length;
    },
  };
}

describe('the built program', { timeout: 180_000 }, () => {
  it.each(['srm-strict', 'dsm7'] as const)(
    'with %s leaves no secret in home, vault, second place, outputs, messages and what others see of its process',
    async (profile) => {
      const it = await leakScene({ profile });
      const alarm = await secretAlarm(it);
      const { once } = it;
      const pass = async (argv: readonly string[], stdin?: string): Promise<void> => {
        const { exit, stderr } = await once(argv, stdin);
        expect(exit, `${argv.join(' ')}: ${stderr}`).toBe(0);
      };
      if (profile === 'dsm7') it.device.behave({ twoFactor: { code: it.code } });
      await pass(['probe', it.front.origin]);
      const codes = profile === 'dsm7' ? ['--otp', it.code] : [];
      await pass([...it.addArguments, ...codes], `${it.password}\n`);
      for (const key of ['ping-url', 'webhook', 'ntfy']) await pass(['set', 'Router', key, '-'], `${alarm.url}\n`);
      await pass(['set', 'copy-to', path.join(it.folder, 'tmp')]);
      it.device.changeSetting('AutoBlock_attempts', '5');
      await pass(['backup', 'Router']);
      const read = [
        ['list'],
        ['history'],
        ['verify', '--all'],
        ['copies'],
        ['restore-guide', 'Router'],
        ['set', 'Router'],
      ];
      for (const argv of [...read, ['notify'], ['prune', '--dry-run']]) await pass(argv);
      await once(['notify', '--test']);
      await pass(['settings', 'export', path.join(it.folder, 'settings.json')]);
      await pass(['passwd', 'Router', '--password-stdin', ...codes], `${it.password}\n`);
      await pass(['doctor', 'Router']);
      await pass(['pause', 'Router']);
      await pass(['run', '--once']);
      expect(await it.archives()).toHaveLength(4);
      expect(alarm.received()).toBeGreaterThan(3);

      const names = new Set(sessionSecrets(it.device.requests).map(({ name }) => name));
      expect(names).toContain('session id');
      expect(names).toContain('SynoToken');
      if (profile === 'dsm7') expect(names).toContain('device token');
      expect(it.counts().processes).toBeGreaterThan(5);
      // A code that a person gives as an option stands among the arguments; it is good for one sign-in of some seconds.
      const leaks = await it.leaks();
      expect(leaks.filter((leak) => leak !== 'code (raw) in cmdline of a process')).toEqual([]);
    },
  );

  it('leaves none after each kind of refusal and failure', async () => {
    const it = await leakScene({ profile: 'srm-lenient' });
    const alarm = await secretAlarm(it);
    const wrong = awkwardPassword();
    it.mind('wrong password', wrong);
    const exits: (number | null)[] = [];
    const fail = async (argv: readonly string[], stdin?: string): Promise<void> => {
      const { exit } = await it.once(argv, stdin);
      expect(exit, argv.join(' ')).not.toBe(0);
      exits.push(exit);
    };
    const passwd = ['passwd', 'Router', '--password-stdin'];
    await fail([...it.addArguments, '--otp', it.code], `${wrong}\n`);
    // On the command line it would stand in the list of processes: refused, and not repeated.
    await fail(['add', it.front.origin, '--user', 'u', `--password=${it.password}`]);
    await it.once([...it.addArguments, '--no-backup'], `${it.password}\n`);
    await it.once(['set', 'Router', 'ping-url', '-'], `${alarm.url}\n`);
    await fail(passwd, `${wrong}\n`);
    it.device.behave({ loginAnswer: 403 });
    await fail(passwd, `${it.password}\n`);
    it.device.behave({ loginAnswer: 404 });
    await fail([...passwd, '--otp', it.code], `${it.password}\n`);
    it.device.behave({ loginAnswer: null, taskFailure: 'data-error' });
    await it.once(passwd, `${it.password}\n`);
    await fail(['backup', 'Router']);
    it.device.behave({ taskFailure: null, download: { fault: 'html' } });
    await fail(['backup', 'Router']);
    it.device.behave({ download: null, faults: [{ at: 'status', kind: 'reset-in-body' }] });
    await fail(['backup', 'Router']);
    it.device.behave({ faults: [] });
    it.front.replaceCertificate(makeCertificate());
    await fail(['backup', 'Router']);
    await fail(['doctor', 'Router']);
    await it.once(['notify', '--test']);
    expect(alarm.received()).toBeGreaterThan(0);
    expect(exits.length).toBe(10);
    const leaks = await it.leaks();
    expect(leaks.filter((leak) => leak !== 'code (raw) in cmdline of a process')).toEqual([]);
  });

  it.each(ECHOED)(
    'shows no $what that the device repeats to $to, however it does',
    async ({ what, at, argv, added }) => {
      const it = await leakScene({ profile: 'srm-lenient' }, 'sources');
      if (added) await it.once([...it.addArguments, '--no-backup'], `${it.password}\n`);
      for (const kind of ECHO_KINDS) {
        it.front.answer({ at, kind, secret: (asked) => secretIn(what, it, asked) });
        await it.once(argv(it), `${it.password}\n`);
        expect(it.front.echoed(), kind).toBeGreaterThan(0);
        it.device.resetAutoBlock();
        await forgetSignIns(it);
      }
      expect(await it.leaks()).toEqual([]);
    },
  );
});
