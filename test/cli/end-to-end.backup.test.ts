import { open, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../shared/index.ts';
import { buildArchive } from '../device-simulator/index.ts';
import { addArguments, scene } from './scene.ts';

const PROFILES = ['srm-strict', 'dsm5', 'dsm7'] as const;

describe('add and backup, from the outside', () => {
  it.each(PROFILES)('work with %s as processes of their own', async (profile) => {
    const { device, program, archives, vault } = await scene({ profile });
    const added = await program([...addArguments(device), '--name', 'Büro 東京', '--vault', vault, '--json'], {
      stdin: `${device.password}\n`,
    });
    expect(added.stderr).toBe('');
    expect(added.exit).toBe(0);
    const [result] = (JSON.parse(added.stdout) as { results: readonly Record<string, unknown>[] }).results;
    expect(result).toMatchObject({ device: 'Büro 東京', user: device.user, backups: 1 });
    expect(result?.backup).toMatchObject({ ok: true, verified: true, changed: null });
    device.changeSetting('AutoBlock_attempts', '7');
    device.forget();
    const again = await program(['backup', 'büro 東京']);
    expect(again.exit).toBe(0);
    expect(again.stdout).toContain('Büro 東京: backed up, verified, ');
    expect(again.stdout).toContain('settings changed since the last backup');
    expect(device.outOfTable).toEqual([]);
    expect(device.counters).toMatchObject({ logins: 1, openSessions: 0 });
    expect(device.requests.filter(({ method }) => method !== 'status').length).toBeLessThanOrEqual(8);
    const stored = await archives();
    expect(stored).toHaveLength(2);
    for (const file of stored) expect((await stat(file)).mode & 0o777).toBe(0o600);
    const listed = await program(['list']);
    expect(listed.stdout).toMatch(/Büro 東京 +protected +just now +\S+ 03:00 +(SRM|DSM) \S+ +127\.0\.0\.1:\d+/);
  });

  it('tell "nothing changed" from "settings changed"', async () => {
    const { add, json, device } = await scene();
    await add();
    const changes: unknown[] = [];
    for (const step of ['first', 'same', 'other']) {
      if (step === 'other') device.changeSetting('AutoBlock_attempts', '3');
      changes.push((await json(['backup'])).results[0]?.changed);
    }
    expect(changes).toEqual([null, false, true]);
  });

  it('give the fields of the product page with --json', async () => {
    const { add, json } = await scene();
    await add();
    const { results, ok, exit } = await json(['backup', 'Router']);
    expect({ ok, exit }).toEqual({ ok: true, exit: 0 });
    expect(Object.keys(results[0] ?? {}).sort()).toEqual(
      ['device', 'ok', 'file', 'bytes', 'sha256', 'contentHash', 'verified', 'changed', 'durationMs'].sort(),
    );
  });

  it('make at most two logins when the password is wrong while adding, and store nothing', async () => {
    for (const profile of PROFILES) {
      const { device, run, json, files } = await scene({ profile });
      const ran = await run(addArguments(device), { stdin: 'wrong\n' });
      expect(ran.exit).toBe(3);
      expect(ran.stderr).toContain('refused the user name or the password');
      expect(device.counters.logins).toBeGreaterThanOrEqual(1);
      expect(device.counters.logins).toBeLessThanOrEqual(2);
      expect((await json(['list'])).results).toEqual([]);
      expect((await files()).filter((file) => file.includes('vault'))).toEqual([]);
    }
  });

  it('make exactly one login with a password that became wrong, and none after that until passwd', async () => {
    const { device, add, json, run } = await scene();
    await add();
    device.behave({ loginAnswer: 400 });
    device.forget();
    const refused = await json(['backup', 'Router']);
    expect(refused.exit).toBe(3);
    expect(refused.results[0]?.error).toMatchObject({ code: 'auth/refused', retry: 'never' });
    expect(device.counters.logins).toBe(1);
    expect((await json(['backup', 'Router'])).exit).toBe(3);
    expect((await json(['backup', '--all'])).exit).toBe(3);
    expect(device.counters.logins).toBe(1);
    expect((await run(['list'])).stdout).toContain('needs you');
    device.behave({ loginAnswer: null });
    expect((await run(['backup', 'Router'])).exit).toBe(3);
    expect(device.counters.logins).toBe(1);
    expect((await run(['passwd', 'Router', '--password-stdin'], { stdin: device.password })).exit).toBe(0);
    expect((await run(['backup', 'Router'])).exit).toBe(0);
  });

  // Each stands for a family; what else can be wrong with a download is told apart in the rooms below.
  it.each([
    ['short', 'download/incomplete'],
    ['html', 'device/unexpected-answer'],
    ['cut-archive', 'archive/damaged'],
    ['broken-database', 'archive/damaged'],
    ['other-device', 'device/other-device'],
  ] as const)('never store a download that is %s (%s); the last good backup stays', async (fault, code) => {
    const { device, add, json, run, archives } = await scene();
    await add();
    expect((await run(['backup'])).exit).toBe(0);
    const before = await archives();
    device.behave({ download: { fault } });
    const { exit, results } = await json(['backup']);
    expect(device.fired.length).toBeGreaterThan(0);
    expect(results[0]).toMatchObject({ ok: false, error: { code } });
    expect(exit).toBe(exitCodeOf(code));
    expect(await archives()).toEqual(before);
    device.behave({ download: null });
    expect((await run(['verify'])).exit).toBe(0);
    expect((await run(['backup'])).exit).toBe(0);
  });
});

describe('a certificate that changed', () => {
  it.each(['add', 'backup', 'passwd', 'doctor'])('is told by %s before a byte of the login leaves', async (command) => {
    const { device, add, json, run } = await scene();
    const trusted = device.fingerprint ?? '';
    await add();
    await run(['backup']);
    const presented = await device.replaceCertificate();
    device.forget();
    const argv: Record<string, readonly string[]> = {
      add: ['add', device.origin, '--user', device.user, '--password-stdin', '--fingerprint', trusted],
      backup: ['backup', 'Router'],
      passwd: ['passwd', 'Router', '--password-stdin'],
      doctor: ['doctor', 'Router'],
    };
    const { exit } = await json(argv[command] ?? [], { stdin: device.password });
    expect(exit).toBe(3);
    expect(device.counters).toMatchObject({ logins: 0, requestBodyBytes: 0 });
    expect(device.requests).toEqual([]);
    if (command !== 'backup') return;
    const shown = await run(['backup', 'Router']);
    const digits = shown.stderr.replace(/[^0-9A-F]/gi, '').toLowerCase();
    expect(digits).toContain(presented);
    expect(digits).toContain(trusted);
    expect((await run(['trust', 'Router', '--fingerprint', trusted])).exit).toBe(3);
    expect((await run(['trust', 'Router', '--fingerprint', presented])).exit).toBe(0);
    expect((await run(['backup', 'Router'])).exit).toBe(0);
  });
});

describe('verify', () => {
  it('ends with 4 for a stored archive that rots, and it stops counting', async () => {
    const { add, run, archives, json } = await scene();
    await add();
    await run(['backup']);
    const [file = ''] = await archives();
    const handle = await open(file, 'r+');
    await handle.write(Buffer.from([0xff, 0x00, 0xff]), 0, 3, 1_000);
    await handle.close();
    const { exit, results } = await json(['verify']);
    expect(exit).toBe(4);
    expect(results[0]).toMatchObject({ ok: false, file, error: { code: 'archive/damaged' } });
    expect((await json(['verify', file])).exit).toBe(4);
    expect((await json(['list'])).results[0]).toMatchObject({ backups: 0 });
  });

  it('ends with 4 for a known backup that is gone', async () => {
    const { add, run, archives, json } = await scene();
    await add();
    await run(['backup']);
    const [file = ''] = await archives();
    await rm(file);
    expect((await json(['verify'])).exit).toBe(4);
    expect((await json(['verify', 'Router'])).exit).toBe(4);
  });

  it('checks archives it does not know', async () => {
    const { json, folder } = await scene();
    const old = path.join(folder, 'old.dss');
    const page = path.join(folder, 'page.dss');
    await writeFile(old, await buildArchive({ profile: 'srm-lenient' }));
    await writeFile(page, '<html>Please sign in</html>');
    const { exit, results } = await json(['verify', 'old.dss', page]);
    expect(exit).toBe(4);
    expect(results).toMatchObject([
      { ok: true, file: old, verification: { osName: 'SRM' } },
      { ok: false, file: page, error: { code: 'archive/not-an-archive' } },
    ]);
    expect((await json(['verify', old])).exit).toBe(0);
    expect((await json(['restore-guide', old])).results[0]?.text).toContain('old.dss');
  });
});
