import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openSettings } from '../../electron/records/index.ts';
import { PROFILES, startFleet } from '../device-simulator/index.ts';
import {
  add,
  archivesIn,
  backUp,
  codeOf,
  everything,
  failureOf,
  filesBelow,
  makeBench,
  makeDevice,
  never,
} from './harness.ts';
import { injects } from '../faults/index.ts';

describe('a backup', () => {
  it.each(PROFILES)('needs at most eight requests beside the polls on %s', async (profile) => {
    const bench = await makeBench();
    const device = await makeDevice({ profile });
    await add(bench, device);
    device.forget();
    expect((await backUp(bench)).ok).toBe(true);
    const beside = device.requests.filter(({ method }) => method !== 'status');
    expect(beside.length).toBeLessThanOrEqual(8);
    expect(device.counters).toMatchObject({ logins: 1, logouts: 1, openSessions: 0 });
    // Addresses are kept by logs on the way: nothing stands in them.
    expect(device.requests.filter(({ httpMethod, url }) => httpMethod !== 'POST' || url.includes('?'))).toEqual([]);
  });

  it('says whether the settings changed, although every export differs in its bytes', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    const { backup: first } = await add(bench, device);
    const same = await backUp(bench);
    device.changeSetting('AutoBlock_attempts', '5');
    const changed = await backUp(bench);
    expect(same).toMatchObject({ ok: true, changed: false });
    expect(changed).toMatchObject({ ok: true, changed: true });
    if (!first?.ok || !same.ok) throw new Error('not backed up');
    expect(same.sha256).not.toBe(first.sha256);
    expect(same.contentHash).toBe(first.contentHash);
  });

  it('makes exactly one login with a refused password, none before passwd, and heals then', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    device.forget();
    device.behave({ loginAnswer: 400 });
    expect(codeOf(await backUp(bench))).toBe('auth/refused');
    expect(device.counters.logins).toBe(1);
    const reopened = await bench.reopen();
    expect(codeOf((await reopened.backUp(everything, { trigger: 'manual', signal: never() }))[0])).toBe('auth/refused');
    expect(codeOf(await backUp(bench, 'schedule'))).toBe('auth/refused');
    expect(device.counters.logins).toBe(1);
    device.behave({ loginAnswer: null });
    const view = await bench.keeper.changePassword('Office', { password: device.password }, never());
    expect(view.needsYou).toBeUndefined();
    expect((await backUp(bench)).ok).toBe(true);
  });

  it('keeps the stored password as it was when passwd is refused', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    const error = await failureOf(bench.keeper.changePassword('Office', { password: 'wrong' }, never()));
    expect(error.code).toBe('auth/refused');
    expect((await backUp(bench)).ok).toBe(true);
  });

  it('sends nothing to a server with another certificate, and goes on once the new one was accepted', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    const renewed = await device.replaceCertificate();
    device.forget();
    expect(codeOf(await backUp(bench))).toBe('tls/identity-changed');
    expect(device.requests).toEqual([]);
    expect(device.counters.requestBodyBytes).toBe(0);
    expect(codeOf(await backUp(bench, 'schedule'))).toBe('tls/identity-changed');
    expect(
      (await failureOf(bench.keeper.trust('Office', { kind: 'fingerprint', fingerprint: 'cd'.repeat(32) }, never())))
        .code,
    ).toBe('tls/untrusted');
    await bench.keeper.trust('Office', { kind: 'fingerprint', fingerprint: renewed }, never());
    expect((await backUp(bench)).ok).toBe(true);
  });

  it('refuses another device behind the same address', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    device.replaceDevice('STRANGER1');
    expect(codeOf(await backUp(bench))).toBe('device/other-device');
    expect(device.counters.openSessions).toBe(0);
    expect(await archivesIn(bench.vault)).toHaveLength(1);
  });

  it('tries a bad download once more from the start, in the same session', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    device.forget();
    device.behave({ download: { fault: 'cut-archive', times: 'once' } });
    expect((await backUp(bench)).ok).toBe(true);
    expect(device.fired).toEqual(['download:cut-archive']);
    expect(device.counters).toMatchObject({ logins: 1, downloads: 2 });
  });

  it('makes no second login with a password that another program just saw refused', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    const other = await bench.reopen();
    device.forget();
    device.behave({ loginAnswer: 400 });
    const options = { trigger: 'manual', signal: never() } as const;
    const both = await Promise.all([bench.keeper.backUp(everything, options), other.backUp(everything, options)]);
    expect(both.flat().map(codeOf)).toEqual(['auth/refused', 'auth/refused']);
    expect(device.counters.logins).toBe(1);
  });

  it('signs in nowhere when the vault is gone, and does not make a new one', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    await rm(bench.vault, { recursive: true });
    device.forget();
    expect(codeOf(await backUp(bench))).toBe('vault/missing');
    expect(device.counters.connections).toBe(0);
    expect((await bench.keeper.listDevices())[0]?.vaultProblem?.code).toBe('vault/missing');
    expect(await archivesIn(bench.vault)).toEqual([]);
  });

  it.each(['connecting', 'signing-in', 'preparing', 'downloading', 'verifying', 'saving'] as const)(
    'leaves nothing behind when it is cancelled while %s',
    async (phase) => {
      const bench = await makeBench();
      const device = await makeDevice();
      await add(bench, device);
      const before = await filesBelow(bench.vault);
      device.forget();
      const controller = new AbortController();
      const [result] = await bench.keeper.backUp(everything, {
        trigger: 'manual',
        signal: controller.signal,
        onProgress: (_device, progress) => {
          if (progress.phase === phase) controller.abort();
        },
      });
      // Once the archive is being saved, finishing is the cleaner end.
      if (result?.ok !== true) {
        expect(codeOf(result)).toBe('cancelled');
        expect(await filesBelow(bench.vault)).toEqual(before);
      }
      expect(device.counters.openSessions).toBe(0);
      expect((await backUp(bench)).ok).toBe(true);
    },
  );

  it('keeps as many backups as asked for, and never fewer than three', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    await openSettings(bench.home).update((current) => ({
      ...current,
      keep: { newest: 3, weekly: 0, monthly: 0 },
    }));
    for (let day = 0; day < 4; day++) {
      bench.advance(86_400_000);
      expect((await backUp(bench)).ok).toBe(true);
    }
    expect(await archivesIn(bench.vault)).toHaveLength(3);
  });

  it('backs up many devices, and a failing one disturbs nobody', { timeout: 120_000 }, async () => {
    const bench = await makeBench();
    const fleet = await startFleet(12, { profile: 'srm-strict' });
    try {
      for (const [index, device] of fleet.devices.entries()) {
        await add(bench, device, { name: `Router ${index}`, backUp: false });
      }
      fleet.devices[3]?.behave({ download: { fault: 'empty' } });
      fleet.devices[7]?.behave({ loginAnswer: 400 });
      const results = await bench.keeper.backUp(everything, { trigger: 'manual', signal: never() });
      expect(results.map(({ ok }) => ok)).toEqual(results.map((_, index) => index !== 3 && index !== 7));
      expect(results.map(({ device }) => device)).toEqual(results.map((_, index) => `Router ${index}`));
    } finally {
      await fleet.close();
    }
  });

  it('says which device is unknown before anything starts', async (context) => {
    const fault = injects(context, 'terminal/unknown-device');
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    device.forget();
    const selection = { kind: 'names', names: ['Office', 'Attic'] } as const;
    const error = await failureOf(bench.keeper.backUp(selection, { trigger: 'manual', signal: never() }));
    expect(error.code).toBe('usage/unknown-device');
    expect(device.counters.connections).toBe(0);
    fault.fired();
  });
});
