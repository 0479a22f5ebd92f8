import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PREFERENCE_KEYS, PREFERENCES, type PreferenceKey } from '../../../shared/index.ts';
import { scene } from '../scene.ts';

const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 _-]{0,20}[a-z]$/);

describe('set', () => {
  it('shows every key as it is typed: what is shown, given back, changes nothing', async () => {
    const { add, json, folder } = await scene();
    await add();
    await mkdir(path.join(folder, 'nas; two'));
    const values: Readonly<Partial<Record<PreferenceKey, fc.Arbitrary<string>>>> = {
      name: word,
      group: fc.oneof(word, fc.constant('none')),
      schedule: fc.oneof(
        fc.tuple(time, time).map((times) => `daily ${times.join(', ')}`),
        time.map((at) => `weekdays ${at} in Europe/Berlin`),
        fc.integer({ min: 1, max: 23 }).map((hours) => `every ${hours} hours`),
        time.map((at) => `monthly last ${at}`),
      ),
      keep: fc
        .tuple(fc.integer({ min: 3, max: 10_000 }), fc.nat(1000), fc.nat(1000))
        .map(([newest, weekly, monthly]) => `${newest}, ${weekly} weeks and ${monthly} months`),
      'copy-to': fc.oneof(
        fc.constant('none'),
        fc.integer({ min: 3, max: 99 }).map((keep) => `"nas; two" keep ${keep}`),
      ),
      'quiet-hours': fc
        .tuple(time, time)
        .filter(([from, until]) => from !== until)
        .map((hours) => hours.join(' - ')),
      'tell-success': fc.constantFrom('yes', 'no', 'on', 'off'),
    };
    let name = 'Router';
    for (const key of PREFERENCE_KEYS) {
      const arbitrary = values[key];
      if (arbitrary === undefined) continue;
      const ofAll = PREFERENCES[key].scope === 'all';
      const check = async (typed: string): Promise<void> => {
        const set = async (value: string): Promise<Record<string, unknown>> => {
          const { results, error } = await json(['set', ...(ofAll ? [] : [name]), key, value]);
          expect(error, `${key} ${value}`).toBeUndefined();
          if (key === 'name') name = String(results[0]?.value);
          return results[0] ?? {};
        };
        const first = await set(typed);
        const again = await set(String(first.value));
        expect(again.value).toBe(first.value);
        expect(again.own).toBe(first.own);
      };
      await fc.assert(fc.asyncProperty(arbitrary, check), { numRuns: 6 });
    }
  });

  it('takes a secret from standard input and shows it nowhere', async () => {
    const { add, run, folder, files } = await scene();
    await add();
    const token = 'a-token-that-nobody-may-see';
    const shown: string[] = [];
    for (const argv of [
      ['set', 'Router', 'ping-url', '-'],
      ['--json', 'set', 'webhook', '-'],
    ]) {
      const ran = await run(argv, { stdin: `https://hooks.example.com/${token}\n` });
      expect(ran.exit).toBe(0);
      shown.push(ran.stdout, ran.stderr);
    }
    for (const argv of [
      ['set', 'Router'],
      ['set', 'webhook'],
      ['settings', 'export', 'moved.json'],
      ['settings', 'export', '-'],
    ]) {
      const ran = await run(argv);
      expect(ran.exit).toBe(0);
      shown.push(ran.stdout, ran.stderr);
    }
    expect(shown.join()).toContain('hooks.example.com');
    expect(shown.join()).not.toContain(token);
    for (const file of await files()) expect((await readFile(file)).includes(token), file).toBe(false);
    expect((await stat(path.join(folder, 'moved.json'))).mode & 0o777).toBe(0o600);
  });

  it.each([
    [['set', 'schedule', 'never'], /cannot be switched off/],
    [['set', 'keep', '2'], /At least 3/],
    [['set', 'address', '10.0.0.1'], /belongs to one device/],
    [['set', 'Router', 'quiet-hours', 'none'], /same for all devices/],
    [['set', 'Router', 'colour', 'red'], /no setting "colour"/],
    [['set', 'colour'], /Neither a device nor a setting/],
    [['set', 'webhook', '-'], /Nothing came on standard input/],
  ])('refuses %j', async (argv, sentence) => {
    const { add, run } = await scene();
    await add();
    const ran = await run(argv);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toMatch(sentence);
  });
});

describe('settings', () => {
  it('are never written over a file unless that is asked for', async () => {
    const { add, run, folder } = await scene();
    await add();
    expect((await run(['settings', 'export', 'a.json'])).exit).toBe(0);
    expect((await run(['settings', 'export', 'a.json'])).exit).toBe(2);
    expect((await run(['settings', 'export', 'a.json', '--force'])).exit).toBe(0);
    const again = await run(['settings', 'import', 'a.json']);
    expect(again.stdout).toContain('Router: already there');
    const piped = await run(['settings', 'import', '-'], {
      stdin: await readFile(path.join(folder, 'a.json')),
      env: { ROUTERKEEP_HOME: path.join(folder, 'new-home'), HOME: folder, ROUTERKEEP_SECRETS: 'file' },
    });
    expect(piped.exit).toBe(0);
    expect(piped.stdout).toMatch(/Router: added\n.*routerkeep passwd "Router"/);
  });
});

describe('pause and resume', () => {
  it('say until when, and what stays paused', async () => {
    const { add, run } = await scene();
    await add();
    expect((await run(['pause', 'Router'])).stdout).toContain('Paused until you resume it.');
    expect((await run(['pause', '--until', '2h'])).stdout).toContain('Everything is paused until');
    const resumed = await run(['resume']);
    expect(resumed.stdout).toContain('Scheduled runs go on.');
    expect(resumed.stderr).toContain('routerkeep resume "Router"');
    expect((await run(['resume', 'Router'])).stdout).not.toContain('aused');
    expect((await run(['pause', 'Router', '--group', 'x'])).exit).toBe(2);
    expect((await run(['pause', '--until', 'yesterday'])).exit).toBe(2);
  });
});
