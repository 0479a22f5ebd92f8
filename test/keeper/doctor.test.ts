import { describe, expect, it } from 'vitest';
import type { DoctorQuestions, DoctorReport, DoctorStep } from '../../electron/keeper/index.ts';
import { PROFILES, type Simulator } from '../device-simulator/index.ts';
import { add, makeBench, makeDevice, never } from './harness.ts';

const STEPS: readonly DoctorStep['step'][] = [
  'reach',
  'tls',
  'product',
  'api-versions',
  'encryption',
  'sign-in',
  'session',
  'administrator',
  'backup-right',
  'block-list',
  'device-log',
];

async function diagnose(
  device: Simulator,
  change: Partial<DoctorQuestions> = {},
  password = device.password,
): Promise<DoctorReport> {
  const { keeper } = await makeBench();
  return keeper.doctor(
    device.origin,
    device.user,
    {
      credentials: (user) => Promise.resolve({ user: user ?? '', password }),
      given: true,
      trust: ({ certificate }) => Promise.resolve(certificate?.sha256 === device.fingerprint),
      allowHttp: false,
      ...change,
    },
    { signal: never() },
  );
}

const outcomes = ({ steps }: DoctorReport): Record<string, string> =>
  Object.fromEntries(steps.map(({ step, outcome }) => [step, outcome]));

describe('the sign-in diagnosis', () => {
  it.each(PROFILES)(
    'finds nothing wrong with a healthy %s, in as few logins as can be, and signs out',
    async (profile) => {
      const device = await makeDevice({ profile });
      const report = await diagnose(device);
      expect(report.steps.map(({ step }) => step)).toEqual(STEPS);
      expect(report).toMatchObject({ ok: true });
      expect(Object.values(outcomes(report)).filter((outcome) => outcome === 'failed')).toEqual([]);
      // Firmware that takes clear text alone refuses the envelope first.
      expect(device.counters).toMatchObject({ logins: profile === 'srm-1.3.2' ? 2 : 1, openSessions: 0 });
    },
  );

  const refusals = [
    [400, 'auth/refused'],
    [401, 'auth/disabled'],
    [402, 'auth/no-permission'],
    [403, 'auth/code-needed'],
    [405, 'auth/no-permission'],
    [406, 'auth/code-setup-needed'],
    [407, 'auth/blocked'],
    [409, 'auth/password-expired'],
    [411, 'auth/locked'],
  ] as const;

  it.each(PROFILES.flatMap((profile) => refusals.map(([answer, code]) => [profile, answer, code] as const)))(
    'explains on %s the answer %i (%s) with at most two logins',
    async (profile, answer, code) => {
      const device = await makeDevice({ profile, behaviour: { loginAnswer: answer } });
      const report = await diagnose(device);
      expect(report.error?.code).toBe(code);
      expect(outcomes(report)['sign-in']).toBe('failed');
      expect(outcomes(report)['block-list']).toBe(answer === 407 ? 'failed' : 'ok');
      expect(report.steps.map(({ step }) => step)).toEqual(STEPS);
      for (const { outcome, meaning, click } of report.steps) {
        expect(meaning).not.toBe('');
        expect(meaning).not.toMatch(/\b4[01][0-9]\b/);
        if (outcome === 'failed') expect(click).toBeTruthy();
      }
      expect(device.counters.logins).toBeLessThanOrEqual(2);
      expect(device.counters.openSessions).toBe(0);
    },
  );

  it.each([105, 117] as const)('finds an account without the rank (%i)', async (nonAdmin) => {
    for (const profile of PROFILES) {
      const device = await makeDevice({ profile, behaviour: { nonAdmin } });
      const report = await diagnose(device);
      expect(report.error?.code).toBe('auth/no-permission');
      expect(outcomes(report)).toMatchObject({ 'sign-in': 'ok', 'backup-right': 'failed' });
      expect(device.counters.openSessions).toBe(0);
    }
  });

  it('says when only the plain form is taken', async () => {
    const device = await makeDevice({ profile: 'srm-lenient', behaviour: { loginForms: 'clear-only' } });
    const report = await diagnose(device);
    expect(report.ok).toBe(true);
    expect(report.steps.find(({ step }) => step === 'sign-in')?.meaning).toContain('plain form');
    expect(device.counters.logins).toBe(2);
  });

  it('sends no password to a server that nobody trusts', async () => {
    const device = await makeDevice();
    const report = await diagnose(device, { trust: () => Promise.resolve(false) });
    expect(report.error?.code).toBe('tls/untrusted');
    expect(device.counters.logins).toBe(0);
  });

  it('sends no password over plain HTTP without consent', async () => {
    const device = await makeDevice({ tls: false });
    expect((await diagnose(device)).error?.code).toBe('http/consent-needed');
    expect(device.counters.logins).toBe(0);
    expect((await diagnose(device, { allowHttp: true })).ok).toBe(true);
  });

  it('stops at a changed certificate of a known device', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    await device.replaceCertificate();
    device.forget();
    const report = await bench.keeper.doctor('Office', undefined, nobody, { signal: never() });
    expect(report.error?.code).toBe('tls/identity-changed');
    expect(device.requests).toEqual([]);
  });

  it('uses the stored password of a known device, but not one that was refused', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    expect((await bench.keeper.doctor('Office', undefined, nobody, { signal: never() })).ok).toBe(true);
    device.behave({ loginAnswer: 400 });
    await bench.keeper.backUp({ kind: 'all' }, { trigger: 'manual', signal: never() });
    device.forget();
    const report = await bench.keeper.doctor('Office', undefined, nobody, { signal: never() });
    expect(report.error?.code).toBe('auth/refused');
    expect(device.counters.logins).toBe(0);
  });

  it('goes as far as it can without credentials', async () => {
    const device = await makeDevice();
    const report = await diagnose(device, { credentials: () => Promise.resolve(undefined) });
    expect(report.ok).toBe(true);
    expect(outcomes(report)).toMatchObject({ encryption: 'ok', 'sign-in': 'skipped', session: 'skipped' });
  });

  it.each([
    ['nothing listens', 'https://127.0.0.1:9', 'network/refused', 'reach'],
    ['the name is unknown', 'https://router.invalid:8001', 'network/dns', 'reach'],
  ])('says so when %s', async (_what, address, code, step) => {
    const { keeper } = await makeBench();
    const report = await keeper.doctor(address, undefined, nobody, { signal: never() });
    expect(report.error?.code).toBe(code);
    expect(outcomes(report)[step]).toBe('failed');
    expect(report.steps.map((found) => found.step)).toEqual(STEPS);
  });

  it('says so when something else answers, and when there is no configuration backup', async () => {
    const html = await makeDevice({ behaviour: { faults: [{ at: '*', kind: 'html' }] } });
    // It may be restarting: a page where the list should be is no proof that it is none of ours.
    expect((await diagnose(html)).error?.code).toBe('device/unexpected-answer');
    const old = await makeDevice({ behaviour: { apis: { 'SYNO.Backup.Config.Backup': null } } });
    expect((await diagnose(old)).error?.code).toBe('device/no-backup-api');
    expect(old.counters.logins).toBe(0);
  });
});

const nobody: DoctorQuestions = {
  credentials: () => Promise.resolve(undefined),
  given: false,
  trust: () => Promise.resolve(false),
  allowHttp: false,
};
