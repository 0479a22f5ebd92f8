import { mkdir, readFile, writeFile, chmod } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKeeper } from '../../electron/compose/index.ts';
import { withoutPrivileges } from '../records/without-privileges.ts';
import { addArguments, scene, type Scene } from './scene.ts';
import { injects } from '../faults/index.ts';

/** One clear sentence, one hint, the right exit code, no stack: in words and as JSON. */
async function expectOneSentence(
  { run, json }: Pick<Scene, 'run' | 'json'>,
  argv: readonly string[],
  exit: number,
  code: string,
  stdin = '',
): Promise<string> {
  const ran = await run(argv, { stdin });
  expect({ exit: ran.exit, stderr: ran.stderr }).toMatchObject({ exit });
  // Lines of progress may come first: "Router: signing in".
  const lines = ran.stderr.trimEnd().split('\n');
  const [sentence = '', hint = ''] = lines.slice(-2);
  expect(sentence).toMatch(/^[A-Z0-9"[/].*\.$/);
  expect(hint).toMatch(/^ {2}Hint: [A-Z"].*[.?]$/);
  for (const line of lines.slice(0, -2)) expect(line).toMatch(/^[^:]+: [a-z ]+$/);
  expect(ran.stdout).toBe('');
  const object = await json(argv, { stdin });
  expect(object).toMatchObject({ ok: false, exit, error: { code } });
  return ran.stderr;
}

describe('addresses', () => {
  it.each([
    ['http://', 'usage/invalid', 2],
    ['ftp://router.lan', 'usage/invalid', 2],
    ['https://router.lan:99999', 'usage/invalid', 2],
    ['router.lan:0', 'usage/invalid', 2],
    ['router.lan:80x', 'usage/invalid', 2],
    ['user@router.lan', 'usage/invalid', 2],
    ['[::1', 'usage/invalid', 2],
    ['1.2.3.4.5', 'usage/invalid', 2],
    ['300.1.1.1', 'usage/invalid', 2],
    ['a b', 'usage/invalid', 2],
    ['does-not-exist.invalid', 'network/dns', 1],
    ['127.0.0.1:1', 'network/refused', 1],
    ['[::1]:1', 'network/refused', 1],
  ])('%s', async (address, code, exit) => {
    const there = await scene();
    await expectOneSentence(there, ['probe', address], exit, code);
    await expectOneSentence(there, ['add', '--user', 'u', '--password-stdin', '--', address], exit, code, 'pw');
  });

  it('over plain HTTP need consent first', async () => {
    const there = await scene({ profile: 'srm-strict', tls: false });
    const { device, run } = there;
    await expectOneSentence(
      there,
      ['add', device.origin, '--user', 'u', '--password-stdin'],
      3,
      'http/consent-needed',
      'pw',
    );
    expect(device.counters.bytesReceived).toBe(0);
    const { exit } = await run([...addArguments(device), '--name', 'Router'], { stdin: device.password });
    expect(exit).toBe(0);
    expect((await run(['list'])).stdout).toContain(device.origin);
  });
});

describe('what is there already', () => {
  it('is not added twice, by name or by serial', async () => {
    const there = await scene();
    const { add, device } = there;
    expect((await add()).exit).toBe(0);
    const argv = [...addArguments(device), '--no-backup'];
    await expectOneSentence(there, [...argv, '--name', 'router'], 2, 'usage/invalid', device.password);
    await expectOneSentence(there, [...argv, '--name', 'Other'], 2, 'usage/invalid', device.password);
  });

  it.each([
    [['backup', 'Nobody']],
    [['history', 'Nobody']],
    [['verify', 'Nobody']],
    [['prune', 'Nobody']],
    [['trust', 'Nobody', '--fingerprint', 'ab'.repeat(32)]],
    [['remove', 'Nobody']],
    [['restore-guide', 'Nobody']],
  ])('is asked for by its name: %j', async (argv) => {
    const there = await scene();
    await there.add();
    const shown = await expectOneSentence(there, argv, 2, 'usage/unknown-device');
    expect(shown).toContain('No device is called "Nobody".');
  });
});

describe('a home that cannot be used', () => {
  const COMMANDS = [['list'], ['backup', '--all'], ['verify'], ['history'], ['doctor', '127.0.0.1:1']];

  it('because it is a file', async (context) => {
    const fault = injects(context, 'terminal/home-unreadable');
    const there = await scene();
    await writeFile(path.join(there.folder, 'file'), 'x');
    for (const argv of COMMANDS) {
      for (const home of ['file', 'file/below']) {
        const shown = await expectOneSentence(there, ['--home', home, ...argv], 3, 'home/unusable');
        expect(shown).toContain(path.join(there.folder, 'file'));
      }
    }
    fault.fired(2 * COMMANDS.length);
  });

  it('because it belongs to somebody else', async (context) => {
    const fault = injects(context, 'terminal/home-unreadable');
    const there = await scene();
    const home = path.join(there.folder, 'closed');
    await mkdir(home, { mode: 0o000 });
    await chmod(there.folder, 0o755);
    await withoutPrivileges(() => expectOneSentence(there, ['--home', home, 'list'], 3, 'home/unusable'));
    await chmod(home, 0o700);
    fault.fired();
  });

  it.each([
    ['cut', (text: string) => text.slice(0, -20), 'settings/damaged'],
    ['empty', () => '', 'settings/damaged'],
    ['foreign', () => '{"hello":"world"}', 'settings/damaged'],
    [
      'newer',
      (text: string) => text.replace('"version":1', '"version":2').replace('"version": 1', '"version": 2'),
      'settings/newer',
    ],
  ])('because its settings and the generation before are %s', async (_, spoil, code) => {
    const there = await scene();
    await there.add();
    const home = path.join(there.folder, 'home');
    for (const name of ['settings.json', 'settings.previous.json']) {
      const text = await readFile(path.join(home, name), 'utf8').catch(() => '{"version":1}');
      await writeFile(path.join(home, name), spoil(text));
    }
    const before = await readFile(path.join(home, 'settings.json'), 'utf8');
    for (const argv of [['list'], ['backup', '--all']]) await expectOneSentence(there, argv, 3, code);
    expect(await readFile(path.join(home, 'settings.json'), 'utf8')).toBe(before);
  });
});

describe('a home that is named by nothing', () => {
  it('is not the folder the program was started in', async () => {
    const { program, folder, files } = await scene();
    const { exit } = await program(['list'], { env: { ROUTERKEEP_HOME: '' } });
    expect(exit).toBe(0);
    expect((await files()).map((file) => path.dirname(file))).not.toContain(folder);
  });
});

describe('a vault that cannot be used', () => {
  it('is told when a device is added, before anything is stored', async () => {
    const there = await scene();
    await writeFile(path.join(there.folder, 'file'), 'x');
    const argv = [...addArguments(there.device), '--vault', 'file/vault'];
    await expectOneSentence(there, argv, 1, 'vault/unwritable', there.device.password);
    expect((await there.json(['list'])).results).toEqual([]);
    expect(there.device.counters.logins).toBe(0);
  });
});

describe('a secret store that cannot be used', () => {
  it('is told in one sentence, and nothing is stored', async () => {
    const there = await scene();
    const { device, env } = there;
    const noKey = { ...env, ROUTERKEEP_MASTER_KEY: undefined };
    const ran = await there.run(addArguments(device), {
      stdin: device.password,
      openKeeper: ({ home }) => openKeeper({ home, env: noKey }),
    });
    expect(ran.exit).toBe(3);
    expect(ran.stderr).toMatch(/^There is no place to keep the password safe: .*\.\n {2}Hint: /m);
    expect(device.counters.logins).toBeLessThanOrEqual(1);
    expect((await there.json(['list'])).results).toEqual([]);
  });

  it('refuses another master key in one sentence', async () => {
    const there = await scene();
    await there.add();
    const env = { ...there.env, ROUTERKEEP_MASTER_KEY: 'quite-another-master-key-0123456789' };
    const ran = await there.json(['backup'], { openKeeper: ({ home }) => openKeeper({ home, env }) });
    expect(ran.exit).toBe(3);
    expect(JSON.stringify(ran)).toMatch(/secret\//);
    expect(JSON.stringify(ran)).not.toContain('quite-another');
    expect(there.device.counters.logins).toBe(1);
  });
});
