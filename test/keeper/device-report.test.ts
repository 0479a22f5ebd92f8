import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { deviceReportSchema, reportText, type Clock, type DeviceReport } from '../../shared/index.ts';
import { optionsFromReport, type BehaviourChange, type Profile, type Simulator } from '../device-simulator/index.ts';
import { leaksIn, text } from '../leaks/needles.ts';
import { sessionSecrets } from '../leaks/leak-scene.ts';
import { awkwardPassword, needle } from '../leaks/secrets.ts';
import { add, backUp, codeOf, filesBelow, makeBench, makeDevice, never, type Bench } from './harness.ts';

/** Pauses between polls pass at once and count; time-outs of the network take their time. */
function hurriedClock(): Clock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    sleep: async (ms, signal) => {
      if (ms <= 2_000) offset += ms;
      await sleep(ms <= 2_000 ? 0 : ms, undefined, signal === undefined ? {} : { signal });
    },
  };
}

async function reportOn(bench: Bench, device: Simulator): Promise<DeviceReport> {
  const { deviceReport } = await bench.keeper.doctor(
    device.origin,
    device.user,
    {
      credentials: () => Promise.resolve({ user: device.user, password: device.password }),
      given: true,
      trust: ({ certificate }) => Promise.resolve(certificate?.sha256 === device.fingerprint),
      allowHttp: false,
    },
    { signal: never(), report: true },
  );
  if (deviceReport === undefined) throw new Error('no report');
  return deviceReport;
}

/** What the client makes of the device: whether it can be added, and how a backup ends. */
async function outcomeOf(device: Simulator): Promise<string> {
  const bench = await makeBench(undefined, hurriedClock());
  try {
    await add(bench, device, { backUp: false });
  } catch (error) {
    return `add: ${String((error as { code?: unknown }).code)}`;
  }
  const result = await backUp(bench);
  return codeOf(result) ?? 'verified';
}

/** One call of a device answered in a way that no profile has. */
function odd(method: string, value: object): Pick<Parameters<typeof makeDevice>[0] & object, 'report'> {
  const api = method === 'login' ? 'SYNO.API.Auth' : 'SYNO.Backup.Config.Backup';
  const answer = {
    kind: 'answer',
    status: 200,
    type: 'text/plain',
    length: 'announced',
    cookies: [],
    body: { kind: 'json', value },
  };
  const exchange = { api, method, path: 'entry.cgi', fields: [], answer, times: 1 };
  const report = { format: 'routerkeep-device-report', version: 1, connection: 'https', exchanges: [exchange] };
  const { report: played } = optionsFromReport(JSON.stringify(report));
  return played === undefined ? {} : { report: played };
}

const noMesh: BehaviourChange = { apis: { 'SYNO.Mesh.System.Info': null, 'SYNO.Core.NGFW.Traffic': null } };

const ODD: readonly (readonly [what: string, profile: Profile, change: Parameters<typeof makeDevice>[0]])[] = [
  ['a router as it should be', 'srm-strict', {}],
  ['a NAS as it should be', 'dsm7', {}],
  ['a word for a task that nobody knows', 'srm-lenient', odd('status', { success: true, data: { state: 'erledigt' } })],
  ['a login code that nobody knows', 'srm-lenient', odd('login', { success: false, error: { code: 499 } })],
  [
    'a sign-in by a method without codes',
    'dsm7',
    odd('login', { success: false, error: { code: 403, errors: { types: [{ type: 'fido' }] } } }),
  ],
  ['no backup interface', 'dsm6', { behaviour: { apis: { 'SYNO.Backup.Config.Backup': null } } }],
  ['a router that lists nothing of a router', 'srm-lenient', { behaviour: noMesh }],
  ['a start without a task', 'srm-lenient', { behaviour: { startAnswer: 'no-task-id' } }],
  ['an account without rights', 'dsm6', { behaviour: { nonAdmin: 105 } }],
  ['a failing task', 'srm-lenient', { behaviour: { taskFailure: 'data-error' } }],
  ['a page instead of the file', 'srm-lenient', { behaviour: { download: { fault: 'html' } } }],
  ['a link in the archive', 'srm-lenient', { behaviour: { download: { fault: 'symlink' } } }],
  ['a hard link in the archive', 'srm-lenient', { behaviour: { download: { fault: 'hardlink' } } }],
  ['an archive without its database', 'srm-lenient', { behaviour: { download: { fault: 'no-database' } } }],
  ['a cut archive', 'srm-lenient', { behaviour: { download: { fault: 'cut-archive' } } }],
  ['noise', 'srm-lenient', { behaviour: { download: { fault: 'random' } } }],
];

describe('a report about a device', { timeout: 60_000 }, () => {
  it.each(ODD)('of %s makes the simulator play it, and the client ends alike', async (_what, profile, change) => {
    const real = await makeDevice({ profile, password: awkwardPassword(), ...change });
    const bench = await makeBench(undefined, hurriedClock());
    const report = await reportOn(bench, real);
    expect(deviceReportSchema.parse(JSON.parse(reportText(report)))).toEqual(report);
    expect(real.counters.logins).toBeLessThanOrEqual(2);
    expect(real.counters.openSessions).toBe(0);
    expect(await filesBelow(bench.vault)).toEqual(new Map());
    expect([...(await filesBelow(bench.home.folder)).keys()].filter((file) => file.endsWith('.dss'))).toEqual([]);

    const played = await makeDevice({ ...optionsFromReport(reportText(report)) });
    expect((await reportOn(await makeBench(undefined, hurriedClock()), played)).steps).toEqual(report.steps);
    real.resetAutoBlock();
    expect(await outcomeOf(played)).toBe(await outcomeOf(real));
    expect(played.fired.some((name) => name.startsWith('report:'))).toBe(true);
  });

  it('names nobody and holds no secret, whatever a device repeats and wherever', async () => {
    const secrets = {
      password: awkwardPassword(),
      user: 'anneliese-backup',
      host: 'grandmothers-router',
      serial: '2270ABC998877',
      deviceName: 'Lighthouse',
      mac: '00:11:32:AB:CD:EF',
      wifi: 'correct horse battery',
    };
    const { password, user } = secrets;
    const device = await makeDevice({
      profile: 'srm-lenient',
      password,
      user,
      hostName: secrets.host,
      serial: secrets.serial,
    });
    device.changeSetting(`ConfigBkp/srm/usr/syno/etc/openvpn/${secrets.host}.ovpn`, `key="${secrets.wifi}"`);
    device.changeSetting('hostname', secrets.mac);
    const bench = await makeBench(undefined, hurriedClock());
    await add(bench, device, { name: secrets.deviceName, backUp: false });
    device.forget();
    const repeated = {
      [secrets.host]: 1,
      [secrets.mac]: password,
      state: user,
      reason: secrets.deviceName,
      type: password,
    };
    for (const played of [
      undefined,
      { success: false, error: { code: 12_345_678, errors: repeated } },
      { success: true, data: repeated },
    ]) {
      const at = odd('status', played ?? {});
      const echoing =
        played === undefined
          ? device
          : await makeDevice({
              profile: 'srm-lenient',
              password,
              user,
              hostName: secrets.host,
              serial: secrets.serial,
              ...at,
            });
      const told = text('report', reportText(await reportOn(bench, echoing)));
      const needles = Object.entries(secrets).map(([name, secret]) => needle(name, secret));
      const own = ['127.0.0.1', echoing.fingerprint ?? '', bench.folder, '12345678'].map((word) => needle(word, word));
      expect(leaksIn([...needles, ...own, ...sessionSecrets(echoing.requests)], [told])).toEqual([]);
      expect(told[1].toString()).not.toMatch(/\d\d:\d\d:\d\d|\b20\d\d-\d\d/);
      // It still tells what it is for.
      expect(told[1].toString()).toMatch(/"RT6600ax"[^]*SYNO\.Backup\.Config\.Backup/);
    }
  });

  it('keeps a word of the firmware that is also an account: a mask in its place would tell', async () => {
    const device = await makeDevice({ profile: 'srm-lenient', user: 'running' });
    const told = reportText(await reportOn(await makeBench(), device));
    const other = reportText(await reportOn(await makeBench(), await makeDevice({ profile: 'srm-lenient' })));
    const shapes = (report: string): string => report.replaceAll(/<[a-z0-9-]+:\d+(#\d+)?>/g, '<>');
    expect(shapes(told)).toBe(shapes(other));
  });
});
