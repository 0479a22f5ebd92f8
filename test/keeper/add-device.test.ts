import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROFILES } from '../device-simulator/index.ts';
import { add, archivesIn, backUp, codeOf, failureOf, filesBelow, makeBench, makeDevice, never } from './harness.ts';

const unsettled = async (bench: Awaited<ReturnType<typeof makeBench>>): Promise<void> => {
  expect(await bench.keeper.listDevices()).toEqual([]);
  // A folder that was to hold backups stays marked as one; nothing of a device is in it.
  const left = [...(await filesBelow(bench.vault)).keys()].map((file) => path.relative(bench.vault, file));
  expect(left.filter((file) => file !== '.routerkeep-place.json')).toEqual([]);
  const sealed = (await filesBelow(bench.home.folder)).get(path.join(bench.home.folder, 'secrets.sealed'));
  expect(sealed === undefined || !sealed.toString().includes('"account') || sealed.toString().includes('{}')).toBe(
    true,
  );
};

describe('adding a device', () => {
  it.each(PROFILES)('adds %s, backs it up at once, and puts the guide beside it', async (profile) => {
    const bench = await makeBench();
    const device = await makeDevice({ profile });
    const { device: added, backup } = await add(bench, device);
    expect(backup).toMatchObject({ ok: true, verified: true, changed: null, device: 'Office' });
    expect(added).toMatchObject({ name: 'Office', backups: 1, origin: device.origin });
    expect(added.identity.serial).toBe(device.serial);
    const guide = await readFile(path.join(added.folder, 'HOW-TO-RESTORE.html'), 'utf8');
    expect(guide).toContain(device.origin);
    expect(guide).toContain(path.basename((await archivesIn(bench.vault))[0] ?? 'none'));
    // Firmware that takes clear text alone refuses the envelope first; the form that worked is remembered.
    const first = profile === 'srm-1.3.2' ? { logins: 2, failedLogins: 1 } : { logins: 1, failedLogins: 0 };
    expect(device.counters).toMatchObject({ ...first, logouts: 1, openSessions: 0 });
  });

  it('keeps files to their owner', async () => {
    const bench = await makeBench();
    const { device } = await add(bench, await makeDevice());
    for (const file of [...(await filesBelow(bench.folder)).keys()]) {
      expect(((await stat(file)).mode & 0o777).toString(8), file).toBe('600');
    }
    expect(((await stat(device.folder)).mode & 0o777).toString(8)).toBe('700');
    expect(((await stat(bench.home.folder)).mode & 0o777).toString(8)).toBe('700');
  });

  it('signs in nowhere before the certificate is trusted', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    const error = await failureOf(add(bench, device, {}, { trust: () => Promise.resolve(false) }));
    expect(error.code).toBe('tls/untrusted');
    expect(error.message.replaceAll(':', '').toLowerCase()).toContain(device.fingerprint);
    expect(device.requests.map(({ api }) => api)).toEqual(['SYNO.API.Info']);
    await unsettled(bench);
  });

  it('asks a server nothing at all when its certificate is not the one that was given', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    const error = await failureOf(add(bench, device, { fingerprint: 'ab'.repeat(32) }));
    expect(error.code).toBe('tls/untrusted');
    expect(device.counters.connections).toBeGreaterThan(0);
    expect(device.requests).toEqual([]);
    await unsettled(bench);
  });

  it('does not ask for trust when the fingerprint was given', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    const trust = (): Promise<boolean> => Promise.reject(new Error('asked for trust'));
    const { backup } = await add(bench, device, { fingerprint: device.fingerprint ?? '' }, { trust });
    expect(backup?.ok).toBe(true);
  });

  it.each(PROFILES)('makes two logins at most with a wrong password on %s, and stores nothing', async (profile) => {
    const bench = await makeBench();
    const device = await makeDevice({ profile });
    const error = await failureOf(add(bench, device, {}, { password: () => Promise.resolve('wrong') }));
    expect(error.code).toBe('auth/refused');
    expect(device.counters.logins).toBeGreaterThan(0);
    expect(device.counters.logins).toBeLessThanOrEqual(2);
    await unsettled(bench);
  });

  it('spends no sign-in when there is no place to keep the password', async () => {
    const bench = await makeBench({ ROUTERKEEP_SECRETS: 'file' });
    const device = await makeDevice();
    expect((await failureOf(add(bench, device))).code).toBe('secret/unavailable');
    expect(device.counters.logins).toBe(0);
    await unsettled(bench);
  });

  it.each([105, 117] as const)('stores nothing for an account that is no administrator (%i)', async (nonAdmin) => {
    const bench = await makeBench();
    const device = await makeDevice({ behaviour: { nonAdmin } });
    expect((await failureOf(add(bench, device))).code).toBe('auth/no-permission');
    expect(device.counters.openSessions).toBe(0);
    await unsettled(bench);
  });

  it('falls back to the plain form inside TLS, and remembers it', async () => {
    const bench = await makeBench();
    const device = await makeDevice({ profile: 'srm-lenient', behaviour: { loginForms: 'clear-only' } });
    const { device: added } = await add(bench, device);
    expect(added.signInForm).toBe('plain');
    expect(device.counters.logins).toBe(2);
    device.forget();
    expect((await backUp(bench)).ok).toBe(true);
    expect(device.counters).toMatchObject({ logins: 1, failedLogins: 0 });
  });

  it('asks for consent before plain HTTP, without a request', async () => {
    const bench = await makeBench();
    const device = await makeDevice({ tls: false });
    expect((await failureOf(add(bench, device))).code).toBe('http/consent-needed');
    expect(device.counters.connections).toBe(0);
  });

  it('sends only the envelope over plain HTTP', async () => {
    const bench = await makeBench();
    const device = await makeDevice({ tls: false, password: 'pass word+&%' });
    expect((await add(bench, device, { allowHttp: true })).backup?.ok).toBe(true);
    for (const { url, body } of device.requests) {
      expect(`${url} ${decodeURIComponent(body.replaceAll('%', '%25'))}`).not.toMatch(/pass( |%20|\+)word/);
    }
  });

  it('never tries the plain form over plain HTTP', async () => {
    const bench = await makeBench();
    const device = await makeDevice({ tls: false, profile: 'srm-lenient', behaviour: { loginForms: 'clear-only' } });
    expect((await failureOf(add(bench, device, { allowHttp: true }))).code).toBe('auth/refused');
    expect(device.counters.logins).toBe(1);
  });

  it('keeps the token a DSM gives for a one-time code, so that nights need no code', async () => {
    const bench = await makeBench();
    const device = await makeDevice({ profile: 'dsm7', behaviour: { twoFactor: { code: '123456' } } });
    const { advice, backup } = await add(bench, device, {}, { code: () => Promise.resolve('123456') });
    expect(backup?.ok).toBe(true);
    expect(advice).toEqual([]);
    expect((await backUp(bench, 'schedule')).ok).toBe(true);
  });

  it('adds an SRM that asks for codes as waiting for the user, with advice', async () => {
    const bench = await makeBench();
    const device = await makeDevice({ behaviour: { twoFactor: { code: '123456' } } });
    const { advice, device: added, backup } = await add(bench, device, { code: '123456' });
    expect(backup?.ok).toBe(true);
    expect(advice[0]).toContain('2-step');
    expect(added.needsYou?.code).toBe('auth/code-needed');
    device.forget();
    expect(codeOf(await backUp(bench, 'schedule'))).toBe('auth/code-needed');
    expect(device.counters.logins).toBe(0);
  });

  it('gives the code in the form that was asked for it', async () => {
    const bench = await makeBench();
    const behaviour = { loginForms: 'clear-only', twoFactor: { code: '123456' } } as const;
    const device = await makeDevice({ profile: 'dsm7', behaviour });
    const { device: added, backup } = await add(bench, device, {}, { code: () => Promise.resolve('123456') });
    expect(backup?.ok).toBe(true);
    expect(added.signInForm).toBe('plain');
    expect(device.counters.logins).toBe(3);
  });

  it('gives up on the code when nobody is there to tell it', async () => {
    const bench = await makeBench();
    const device = await makeDevice({ behaviour: { twoFactor: { code: '123456' } } });
    expect((await failureOf(add(bench, device))).code).toBe('auth/code-needed');
    await unsettled(bench);
  });

  it('keeps the device when only the first backup fails', async () => {
    const bench = await makeBench();
    const device = await makeDevice({ behaviour: { download: { fault: 'broken-database' } } });
    const { device: added, backup } = await add(bench, device);
    expect(codeOf(backup)).toBe('archive/damaged');
    expect(added.backups).toBe(0);
    expect(await archivesIn(bench.vault)).toEqual([]);
    device.behave({ download: null });
    expect((await backUp(bench)).ok).toBe(true);
  });

  it('leaves nothing behind when it is cancelled during the first backup', async () => {
    const bench = await makeBench();
    const device = await makeDevice({ behaviour: { taskPolls: 'never' } });
    const controller = new AbortController();
    const error = await failureOf(
      add(bench, device, {}, {}, controller.signal, ({ phase }) => {
        if (phase === 'preparing') controller.abort();
      }),
    );
    expect(error.code).toBe('cancelled');
    expect(device.counters).toMatchObject({ logins: 1, logouts: 1, openSessions: 0 });
    await unsettled(bench);
    expect(await bench.keeper.history({ kind: 'all' })).toEqual([]);
  });

  it('refuses a device that is there already, and a name that is taken', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    expect((await failureOf(add(bench, device, { name: 'Again' }))).message).toContain('"Office"');
    const other = await makeDevice({ serial: 'OTHER1234' });
    device.forget();
    const error = await failureOf(add(bench, other, { name: 'office' }));
    expect(error.code).toBe('usage/invalid');
    expect(other.counters.connections).toBe(0);
  });

  it('takes up folder and history of a device that was removed and is added again', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    const first = await add(bench, device);
    await bench.keeper.removeDevice('Office', { deleteBackups: false });
    const again = await add(bench, device, { name: 'Office, again' });
    expect(again.device.folder).toBe(first.device.folder);
    expect(again.device.backups).toBe(2);
    expect(await bench.keeper.history({ kind: 'all' })).toHaveLength(2);
  });

  it('names a device after what it tells when no name was given', async () => {
    const bench = await makeBench();
    const device = await makeDevice({ profile: 'dsm7', hostName: 'Attic' });
    const { keeper } = bench;
    const { device: added } = await keeper.addDevice(
      { address: device.origin, user: device.user, allowHttp: false, backUp: false },
      {
        trust: () => Promise.resolve(true),
        password: () => Promise.resolve(device.password),
        code: () => Promise.resolve(undefined),
        tell: () => undefined,
      },
      { signal: never() },
    );
    expect(added).toMatchObject({ name: 'Attic', backups: 0 });
    expect(device.counters.downloads).toBe(0);
  });

  it('keeps a folder that was asked for to its device; others go to the common one', async () => {
    const bench = await makeBench();
    const own = path.join(bench.folder, 'own');
    const first = await add(bench, await makeDevice(), { vault: own, backUp: false });
    const second = await add(bench, await makeDevice({ serial: 'OTHER1234' }), { name: 'Attic', backUp: false });
    expect(first.device.folder).toBe(path.join(own, 'Office'));
    expect(second.device.folder).toBe(path.join(bench.vault, 'Attic'));
  });

  it('says so before the first backup when the vault lies in a synced folder', async () => {
    const bench = await makeBench();
    const told: string[] = [];
    const vault = path.join(bench.folder, 'OneDrive', 'Backups');
    await add(bench, await makeDevice(), { vault }, { tell: (sentence) => void told.push(sentence) });
    expect(told.join()).toContain('OneDrive');
  });

  it('holds sign-ins back long before the device would block this computer', async () => {
    const bench = await makeBench();
    const device = await makeDevice({ profile: 'srm-lenient' });
    const codes: string[] = [];
    for (let attempt = 0; attempt < 6; attempt++) {
      codes.push((await failureOf(add(bench, device, {}, { password: () => Promise.resolve('wrong') }))).code);
    }
    expect(codes.slice(0, 4)).toEqual(Array(4).fill('auth/refused'));
    expect(codes.slice(4)).toEqual(['auth/blocked', 'auth/blocked']);
    expect(device.counters.failedLogins).toBe(8);
    bench.advance(11 * 60_000);
    expect((await add(bench, device)).backup?.ok).toBe(true);
  });
});
