import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertSameDevice, assertSameProduct, isSame, rememberWith } from '../../electron/keeper/same-device.ts';
import { weigh } from '../../electron/device/index.ts';
import { identifyingSerial, type Identity } from '../../shared/index.ts';
import { PROFILES, type BehaviourChange } from '../device-simulator/index.ts';
import { injects } from '../faults/index.ts';
import { add, archivesIn, backUp, codeOf, failureOf, makeBench, makeDevice, never } from './harness.ts';

const NO_ROUTER_WORDS = { 'SYNO.Mesh.System.Info': null, 'SYNO.Core.NGFW.Traffic': null } as const;
const TELLS_NOTHING = { serial: null, model: null, firmware: null } as const;

describe('a device that was never met before', () => {
  it.each(PROFILES)('is added (%s) by address, user and password alone, in two sign-ins at most', async (profile) => {
    const bench = await makeBench();
    const device = await makeDevice({ profile });
    const { backup, device: added } = await add(bench, device);
    expect(backup).toMatchObject({ ok: true, verified: true });
    expect(added.identity.product).toBe(profile.startsWith('srm') ? 'SRM' : 'DSM');
    expect(device.counters.logins).toBeLessThanOrEqual(2);
    expect(device.counters.openSessions).toBe(0);
  });

  it.each([
    ['says what it is after the sign-in', {}],
    ['has a page that says it', { listFactsAs: TELLS_NOTHING }],
    ['says it nowhere but in its archive', { listFactsAs: TELLS_NOTHING, pageTitle: 'Home' }],
  ] as const satisfies readonly (readonly [string, BehaviourChange])[])(
    'and lists nothing that only routers have, is a router all the same: it %s',
    async (_, behaviour: BehaviourChange) => {
      const bench = await makeBench();
      const device = await makeDevice({ profile: 'srm-strict', behaviour: { ...behaviour, apis: NO_ROUTER_WORDS } });
      const { backup, device: added } = await add(bench, device);
      expect(backup).toMatchObject({ ok: true });
      const [listed] = await bench.keeper.listDevices();
      expect(listed?.identity.product).toBe('SRM');
      expect(listed?.identity.guessed).toBeUndefined();
      expect(added.name).toBe('Office');
      expect(path.basename((await archivesIn(bench.vault))[0] ?? '')).toMatch(/^SynologyRouter_/);
      expect(codeOf(await backUp(bench))).toBeUndefined();
    },
  );

  it('and lists nothing that tells its product is known by what it is, and corrected where it was taken for another', async (context) => {
    const fault = injects(context, 'api/product-unclear');
    const bench = await makeBench();
    const behaviour = { apis: NO_ROUTER_WORDS, listFactsAs: TELLS_NOTHING, pageTitle: 'Home' };
    const device = await makeDevice({ profile: 'srm-strict', behaviour });
    await add(bench, device, { backUp: false });
    expect((await bench.keeper.listDevices())[0]?.identity).toEqual({ product: 'DSM', guessed: true });
    device.behave({ apis: {}, listFactsAs: {} });
    expect(codeOf(await backUp(bench))).toBeUndefined();
    expect((await bench.keeper.listDevices())[0]?.identity).toMatchObject({ product: 'SRM', model: 'RT6600ax' });
    fault.fired(device.fired.filter((name) => name === 'listFactsAs').length);
  });

  it('is stopped before a credential leaves where a NAS beyond doubt answers in place of a router', async () => {
    const bench = await makeBench();
    const device = await makeDevice({ profile: 'srm-lenient' });
    await add(bench, device);
    device.forget();
    device.behave({
      apis: {
        ...NO_ROUTER_WORDS,
        'SYNO.API.Auth': { path: 'entry.cgi', minVersion: 1, maxVersion: 7 },
        'SYNO.Storage.CGI.Storage': { path: 'entry.cgi', minVersion: 1, maxVersion: 1 },
      },
    });
    expect(codeOf(await backUp(bench))).toBe('device/other-device');
    expect(device.counters.logins).toBe(0);
    device.behave({ apis: NO_ROUTER_WORDS });
    expect(codeOf(await backUp(bench))).toBeUndefined();
  });

  it('keeps its session whole on DSM 7.4: version 7 and no other', async (context) => {
    const fault = injects(context, 'api/reduced-session');
    const bench = await makeBench();
    const device = await makeDevice({ profile: 'dsm7.4' });
    await add(bench, device);
    const versions = device.requests.filter(({ method }) => method === 'login').map(({ version }) => version);
    expect(versions).toEqual([7]);
    device.behave({ apis: { 'SYNO.API.Auth': { path: 'entry.cgi', minVersion: 1, maxVersion: 6 } } });
    expect(codeOf(await backUp(bench))).toBeDefined();
    fault.fired(device.fired.filter((name) => name === 'reducedBelowVersion').length);
  });

  it.each([true, false])(
    'that wants an approval says so, and asks for no code (named in the refusal: %s)',
    async (named) => {
      const bench = await makeBench();
      const twoFactor = { code: '246810', kinds: ['authenticator', 'fido'], named };
      const device = await makeDevice({ profile: 'dsm7.4', behaviour: { twoFactor } });
      let asked = 0;
      const code = (): Promise<string> => Promise.resolve(String(++asked));
      const error = await failureOf(add(bench, device, {}, { code }));
      expect(error.code).toBe('auth/approval-needed');
      expect(error.message).toContain('an approval on a phone, a security key');
      expect(asked).toBe(0);
      expect(device.counters.logins).toBe(1);
    },
  );

  it('that knows codes too is asked for one', async (context) => {
    const fault = injects(context, 'api/no-code-helps');
    const bench = await makeBench();
    const twoFactor = { code: '246810', kinds: ['authenticator', 'otp'], named: true };
    const device = await makeDevice({ profile: 'dsm7.4', behaviour: { twoFactor } });
    const { backup } = await add(bench, device, {}, { code: () => Promise.resolve('246810') });
    expect(backup).toMatchObject({ ok: true });
    fault.fired(device.fired.filter((name) => name === 'twoFactor:403').length);
  });
});

describe('a serial number', () => {
  it.each([
    '',
    '0',
    '0000000000',
    'XXXXXXXX',
    '----',
    'unknown',
    'None',
    'N/A',
    'To be filled by O.E.M.',
    '0123456789',
    '123456789',
    'Default string',
    '12345',
    'abcdef',
  ])('%j identifies nothing', (serial) => {
    expect(identifyingSerial(serial)).toBeUndefined();
  });

  it.each(['2270SIM000001', '1780PDN000123', '17600001', 'A8X', '2030ABC'])('%j identifies a device', (serial) => {
    expect(identifyingSerial(serial)).toBe(serial);
  });

  it('that is a placeholder makes no two devices one, and never joins their folders', async (context) => {
    const fault = injects(context, 'api/placeholder-serial');
    const bench = await makeBench();
    const behaviour = { listFactsAs: { serial: '0000000000' } };
    const one = await makeDevice({ profile: 'dsm7', behaviour });
    const two = await makeDevice({ profile: 'dsm7', behaviour });
    const first = await add(bench, one, { name: 'One' });
    await bench.keeper.removeDevice('One', { deleteBackups: false });
    const second = await add(bench, two, { name: 'Two' });
    expect(second.device.id).not.toBe(first.device.id);
    expect(second.device.folder).not.toBe(first.device.folder);
    expect(second.device.identity.serial).toBeUndefined();
    fault.fired(one.fired.length + two.fired.length);
  });

  it('shared by two devices tells nothing: certificate and address do, for id, folder and history', async (context) => {
    const fault = injects(context, 'api/shared-serial');
    const bench = await makeBench();
    const one = await makeDevice({ profile: 'dsm7', serial: '2260TWIN0001' });
    const two = await makeDevice({ profile: 'dsm7', serial: '2260TWIN0001' });
    const first = await add(bench, one, { name: 'One' });
    const second = await add(bench, two, { name: 'Two' });
    fault.fired(2);
    expect(second.device.id).not.toBe(first.device.id);
    expect(second.device.folder).not.toBe(first.device.folder);
    // The very same one, by its certificate, is there already.
    expect((await failureOf(add(bench, one, { name: 'Three' }))).code).toBe('usage/invalid');
    // Its twin gone, one does not take up what the other left.
    await bench.keeper.removeDevice('Two', { deleteBackups: false });
    await bench.keeper.removeDevice('One', { deleteBackups: false });
    const again = await add(bench, one, { name: 'Again' });
    expect(again.device.id).toBe(first.device.id);
    expect(again.device.folder).toBe(first.device.folder);
  });
});

describe('a device that is not ready, or not alone', () => {
  it.each([
    ['status', 401, 'device/unexpected-answer'],
    ['status', 403, 'device/unexpected-answer'],
    ['status', 429, 'device/unexpected-answer'],
    ['status', 404, 'device/not-synology'],
    ['status', 502, 'device/unexpected-answer'],
    ['boot-page', 200, 'device/unexpected-answer'],
    ['no-body', 200, 'device/unexpected-answer'],
    ['html', 200, 'device/not-synology'],
  ] as const)('is told from a stranger at the first answer: %s %i is %s', async (kind, status, code) => {
    const bench = await makeBench();
    const behaviour = { faults: [{ at: 'query', kind, code: status }] };
    const device = await makeDevice({ profile: 'dsm7', hostName: 'Nothing', behaviour });
    const error = await failureOf(add(bench, device));
    expect(error.code).toBe(code);
    if (kind === 'status' && code === 'device/unexpected-answer') expect(error.message).toContain(String(status));
    expect(device.counters.logins).toBe(0);
  });

  it.each([401, 403, 404, 429, 503])('and was backed up before is tried again after %i', async (status) => {
    const bench = await makeBench();
    const device = await makeDevice({ profile: 'dsm7' });
    await add(bench, device);
    device.behave({ faults: [{ at: 'query', kind: 'status', code: status, times: 'once' }] });
    const result = await backUp(bench, 'schedule');
    expect(result).toMatchObject({ ok: false, error: { code: 'device/unexpected-answer', retry: 'later' } });
    expect(codeOf(await backUp(bench, 'schedule'))).toBeUndefined();
  });

  it('is tried again whatever it says while it starts, in front and in the middle of work', async (context) => {
    const fault = injects(context, 'network/starting', 'network/in-front-of-it');
    const bench = await makeBench();
    const device = await makeDevice({ profile: 'srm-strict' });
    await add(bench, device);
    const starting: readonly BehaviourChange[] = [
      ...(['boot-page', 'html', 'no-body', 'broken-json', 'empty-object', 'no-data'] as const).map((kind) => ({
        faults: [{ at: 'query', kind, times: 'once' as const }],
      })),
      ...['list', 'start', 'status', 'download'].flatMap((at) =>
        [102, 103, 104].map((code) => ({ faults: [{ at, kind: 'error' as const, code, times: 'once' as const }] })),
      ),
      { faults: [{ at: 'query', kind: 'status', code: 404, times: 'once' }] },
      // Half a list: not even the sign-in that worked before.
      { apis: { 'SYNO.API.Auth': null, 'SYNO.Backup.Config.Backup': null, 'SYNO.Mesh.System.Info': null } },
    ];
    for (const behaviour of starting) {
      device.behave({ faults: [], apis: {}, ...behaviour });
      const result = await backUp(bench, 'schedule');
      if (!result.ok)
        expect([JSON.stringify(behaviour), result.error.retry]).toEqual([JSON.stringify(behaviour), 'later']);
      fault.fired();
    }
    device.behave({ faults: [], apis: {} });
    expect(codeOf(await backUp(bench, 'schedule'))).toBeUndefined();
  });

  it('needs its user where the list says that it has no configuration backup, and is left alone at night', async () => {
    const bench = await makeBench();
    const device = await makeDevice({ profile: 'srm-strict' });
    await add(bench, device);
    device.behave({ apis: { 'SYNO.Backup.Config.Backup': null } });
    expect(codeOf(await backUp(bench, 'schedule'))).toBe('device/no-backup-api');
    device.forget();
    expect(codeOf(await backUp(bench, 'schedule'))).toBe('device/no-backup-api');
    expect(device.requests).toHaveLength(0);
    device.behave({ apis: {} });
    expect(codeOf(await backUp(bench, 'manual'))).toBeUndefined();
    expect(codeOf(await backUp(bench, 'schedule'))).toBeUndefined();
  });

  it('and lacks the one method that lists what can be backed up is backed up all the same', async () => {
    const bench = await makeBench();
    const behaviour: BehaviourChange = { faults: [{ at: 'list', kind: 'error', code: 103 }] };
    const device = await makeDevice({ profile: 'srm-strict', behaviour });
    expect((await add(bench, device)).backup).toMatchObject({ ok: true });
  });
});

describe('a task whose words nobody knows', () => {
  const statusData = {
    running: { state: 'frobnicating', token: 'hunter2' },
    finished: { state: 'frobnicated', token: 'hunter2' },
  };

  /** A clock on which waits of up to two seconds pass at once. */
  const hurried = () => {
    let passed = 0;
    const { setTimeout: timer } = globalThis;
    return {
      now: () => Date.now() + passed,
      sleep: (ms: number, signal?: AbortSignal) =>
        new Promise<void>((resolve, reject) => {
          if (ms <= 2_000) passed += ms;
          const wait = timer(resolve, ms <= 2_000 ? 1 : ms);
          signal?.addEventListener('abort', () => {
            clearTimeout(wait);
            reject(signal.reason as Error);
          });
        }),
    };
  };

  it('ends in a backup when its file is sound, is logged once, and is named by doctor', async (context) => {
    const fault = injects(context, 'api/task-words');
    const lines: string[] = [];
    const bench = await makeBench(undefined, hurried(), { log: (line) => void lines.push(line) });
    const device = await makeDevice({ profile: 'srm-strict', behaviour: { statusData, taskPolls: 2 } });
    const { backup } = await add(bench, device);
    expect(backup).toMatchObject({ ok: true, verified: true });
    expect(device.counters.downloads).toBe(1);
    expect(codeOf(await backUp(bench))).toBeUndefined();
    fault.fired(device.fired.filter((name) => name === 'statusData').length);
    const told = lines.filter((line) => line.includes('frobnicat'));
    expect(told).toEqual([expect.stringContaining('state=frobnicat')]);
    expect(lines.join()).not.toContain('hunter2');
    const report = await bench.keeper.doctor(
      'Office',
      undefined,
      {
        credentials: () => Promise.resolve(undefined),
        given: false,
        trust: () => Promise.resolve(true),
        allowHttp: false,
      },
      { signal: never() },
    );
    const right = report.steps.find(({ step }) => step === 'backup-right');
    expect(right).toMatchObject({ outcome: 'warning' });
    expect(right?.meaning).toContain('state=frobnicat');
    device.behave({ statusData: null });
    await backUp(bench);
    expect((await bench.outside.settings.read()).devices[0]?.unknownTaskWords).toBeUndefined();
  });

  it('is waited for to the end when there is no sound file yet, asked for it once, and says the words', async () => {
    const bench = await makeBench(undefined, hurried());
    const device = await makeDevice({ profile: 'srm-strict', behaviour: { statusData, taskPolls: 'never' } });
    const { backup } = await add(bench, device);
    expect(codeOf(backup)).toBe('task/timeout');
    if (backup?.ok === false) expect(backup.error.message).toContain('state=frobnicating');
    expect(device.requests.filter(({ method }) => method === 'download')).toHaveLength(1);
    expect(await archivesIn(bench.vault)).toEqual([]);
  });
});

describe('who is who', () => {
  const router: Identity = { product: 'SRM', model: 'RT6600ax', serial: '2270SIM000001', firmware: 'SRM 1.3.2-9366' };

  it('goes by proof: a guess stops nobody, and a wrong one gives way', () => {
    const nas = weigh([{ product: 'DSM', weight: 3, seen: 'x' }]);
    const hint = weigh([{ product: 'DSM', weight: 2, seen: 'x' }]);
    expect(() => assertSameProduct(router, nas)).toThrow();
    expect(() => assertSameProduct(router, hint)).not.toThrow();
    expect(() => assertSameProduct({ product: 'SRM', guessed: true }, nas)).not.toThrow();
    // Remembered as a NAS by an earlier version, though its firmware says what it is.
    const mistaken: Identity = { ...router, product: 'DSM' };
    expect(() => assertSameDevice(mistaken, router)).not.toThrow();
    expect(rememberWith(mistaken, router).product).toBe('SRM');
    expect(rememberWith(router, { product: 'DSM', guessed: true })).toEqual(router);
    expect(() =>
      assertSameDevice(router, { ...router, product: 'DSM', model: 'DS920+', firmware: 'DSM 7.4' }),
    ).toThrow();
  });

  it('tells twins apart by certificate and address, and knows one that only moved', () => {
    const at = (host: string, sha: string) => ({
      identity: router,
      endpoint: { scheme: 'https', host, port: 8001 } as const,
      trust: { kind: 'fingerprint', sha256: sha.repeat(64) } as const,
    });
    expect(isSame(at('a', '1'), at('b', '2'))).toBe(false);
    expect(isSame(at('a', '1'), at('b', '1'))).toBe(true);
    expect(isSame(at('a', '1'), at('a', '2'))).toBe(true);
  });
});
