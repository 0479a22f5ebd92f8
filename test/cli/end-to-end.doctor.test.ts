import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { deviceReportSchema, exitCodeOf, type ErrorCode } from '../../shared/index.ts';
import type { DoctorReport } from '../../electron/keeper/types.ts';
import { optionsFromReport } from '../device-simulator/index.ts';
import { scene } from './scene.ts';

/** Every refusal of a sign-in, protocol.md, with the error that ends the diagnosis. */
const REFUSALS: readonly (readonly [answer: number, code: ErrorCode])[] = [
  [400, 'auth/refused'],
  [401, 'auth/disabled'],
  [402, 'auth/no-permission'],
  [403, 'auth/code-needed'],
  [404, 'auth/code-wrong'],
  [406, 'auth/code-setup-needed'],
  [407, 'auth/blocked'],
  [408, 'auth/password-expired'],
  [409, 'auth/password-expired'],
  [410, 'auth/password-expired'],
  [411, 'auth/locked'],
];

describe.each(['srm-strict', 'srm-lenient', 'dsm5', 'dsm6', 'dsm7'] as const)('doctor against %s', (profile) => {
  it('finds nothing wrong with a device that works, for an address and for a name', async () => {
    const { device, json, add } = await scene({ profile });
    const argv = ['doctor', device.origin, '--user', device.user, '--password-stdin'];
    const trust = ['--fingerprint', device.fingerprint ?? ''];
    const stranger = await json([...argv, ...trust], { stdin: device.password });
    expect(stranger).toMatchObject({ ok: true, exit: 0 });
    await add();
    device.forget();
    const known = await json(['doctor', 'Router']);
    expect(known).toMatchObject({ ok: true, exit: 0 });
    expect(device.counters.logins).toBeLessThanOrEqual(2);
    expect(device.counters.openSessions).toBe(0);
    expect(device.outOfTable).toEqual([]);
  });

  it('explains each refusal, with two logins at most', async () => {
    const { device, json, add } = await scene({ profile });
    await add();
    for (const [answer, code] of REFUSALS) {
      device.behave({ loginAnswer: answer });
      device.forget();
      const { exit, results } = await json(['doctor', 'Router', '--user', device.user, '--password-stdin'], {
        stdin: device.password,
      });
      const report = results[0] as unknown as DoctorReport;
      expect({ answer, code: report.error?.code, exit }).toEqual({ answer, code, exit: exitCodeOf(code) });
      expect(device.counters.logins).toBeGreaterThanOrEqual(1);
      expect(device.counters.logins).toBeLessThanOrEqual(2);
      const failed = report.steps.filter(({ outcome }) => outcome === 'failed');
      expect(failed.map(({ step }) => step)).toContain('sign-in');
      for (const { tried, meaning, click } of failed) {
        expect(tried).toMatch(/\.$/);
        expect(meaning).toMatch(/\.$/);
        expect(click ?? '').not.toBe('');
      }
    }
  });
});

describe('a report', () => {
  it('is written without anybody to ask only where that was said, and never over a file', async () => {
    const { device, json, add, folder } = await scene({ profile: 'srm-lenient' });
    await add();
    device.forget();
    const file = path.join(folder, 'report.json');
    const unseen = await json(['doctor', 'Router', '--report', file]);
    expect(unseen).toMatchObject({ exit: 2, error: { code: 'usage/invalid' } });
    expect(device.requests).toEqual([]);
    const written = await json(['doctor', 'Router', '--report', file, '--yes']);
    expect(written).toMatchObject({ ok: true, exit: 0, results: [{ reportFile: file }] });
    expect(device.counters).toMatchObject({ logins: 1, downloads: 1, openSessions: 0 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const text = await readFile(file, 'utf8');
    expect(deviceReportSchema.parse(JSON.parse(text)).archive?.whole).toBe(true);
    expect(optionsFromReport(text).profile).toBe('srm-lenient');
    expect(await json(['doctor', 'Router', '--report', file, '--yes'])).toMatchObject({ exit: 2 });
    expect(await json(['doctor', 'Router', '--yes'])).toMatchObject({ exit: 2 });
  });
});
