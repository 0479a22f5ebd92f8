import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSettings } from '../../electron/records/index.ts';
import { injects } from '../faults/index.ts';
import { add, failureOf, makeBench, makeDevice, never, type Bench } from './harness.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Document = { devices: Record<string, Json>[]; all: Record<string, Json> } & Record<string, Json>;

let text: string | undefined;

/** An export with all that one can hold. */
async function exported(): Promise<{ readonly document: Document }> {
  text ??= JSON.stringify((await exporting()).document);
  return { document: JSON.parse(text) as Document };
}

async function exporting(): Promise<{ readonly bench: Bench; readonly document: Document }> {
  const bench = await makeBench();
  await add(bench, await makeDevice(), { name: 'Office', group: 'home', backUp: false });
  const set = (
    name: string | undefined,
    key: 'schedule' | 'keep' | 'quiet-hours' | 'ping-url' | 'copy-to',
    value: string,
  ) => bench.keeper.setPreference(name, key, value, never());
  const nas = path.join(bench.folder, 'nas');
  await mkdir(nas);
  await set(undefined, 'schedule', 'weekdays 04:00 in Europe/Berlin');
  await set(undefined, 'quiet-hours', '22:00-07:00');
  await set('Office', 'keep', '90 newest, 12 monthly');
  await set('Office', 'copy-to', `${nas} keep 90`);
  await set('Office', 'ping-url', 'https://hc-ping.com/some-token');
  await set('Office', 'schedule', 'cron 0 3 * * *');
  await bench.keeper.pause({ kind: 'names', names: ['Office'] }, '2 days');
  return { bench, document: JSON.parse(JSON.stringify(await bench.keeper.exportSettings())) as Document };
}

function withDevice(document: Document, change: Readonly<Record<string, Json>>): Document {
  return { ...document, devices: document.devices.map((device) => ({ ...device, ...change })) };
}

const PLAIN_HTTP = { endpoint: { scheme: 'http', host: '192.168.1.9', port: 8000 }, trust: { kind: 'cleartext' } };

describe('an import whose file was edited', () => {
  it('adds no device over plain HTTP without the consent that adding one needs', async (context) => {
    const fault = injects(context, 'home/import-edited');
    const { document } = await exported();
    const fresh = await makeBench();
    const error = await failureOf(fresh.keeper.importSettings(withDevice(document, PLAIN_HTTP)));
    fault.fired();
    expect(error).toMatchObject({ code: 'http/consent-needed' });
    expect(error.message).toContain('192.168.1.9');
    expect((await openSettings(fresh.home).read()).devices).toEqual([]);
    const { devices } = await fresh.keeper.importSettings(withDevice(document, PLAIN_HTTP), { allowHttp: true });
    expect(devices).toMatchObject([{ outcome: 'added' }]);
  });

  it('stores addresses in the form in which they are read', async () => {
    const { document } = await exported();
    const fresh = await makeBench();
    const host = 'ROUTER.Exämple.';
    await fresh.keeper.importSettings(withDevice(document, { endpoint: { scheme: 'https', host, port: 8001 } }));
    const [device] = (await openSettings(fresh.home).read()).devices;
    expect(device?.endpoint).toEqual({ scheme: 'https', host: 'router.xn--exmple-cua', port: 8001 });
  });

  it.each([
    ['a host with a path inside', { endpoint: { scheme: 'https', host: 'h:9/x', port: 8001 } }, 'devices.0.endpoint'],
    ['a host with a name inside', { endpoint: { scheme: 'https', host: 'u@h', port: 8001 } }, 'devices.0.endpoint'],
    ['a host that is a fragment', { endpoint: { scheme: 'https', host: 'h#', port: 8001 } }, 'devices.0.endpoint'],
    ['a name of two lines', { name: 'a\nb' }, 'devices.0.name'],
    ['a name that turns the direction', { name: 'gpj\u202eexe' }, 'devices.0.name'],
    ['a name without end', { name: 'n'.repeat(5_000) }, 'devices.0.name'],
    ['a group of two lines', { group: 'a\nb' }, 'devices.0.group'],
    ['a user that is none', { user: 'a\u0000b' }, 'devices.0.user'],
    ['a fingerprint that is none', { trust: { kind: 'fingerprint', sha256: 'ab' } }, 'devices.0.trust.sha256'],
    ['a retention below its floor', { keep: { newest: 1, weekly: 0, monthly: 0 } }, 'devices.0.keep.newest'],
    [
      'a zone that nobody knows',
      { schedule: { kind: 'daily', times: ['03:00'], zone: 'Mars/Base' } },
      'devices.0.schedule.zone',
    ],
    ['a time that is none', { schedule: { kind: 'daily', times: ['25:00'] } }, 'devices.0.schedule.times.0'],
    ['a pause that begins never', { pauses: [{ from: 'soon' }] }, 'devices.0.pauses.0.from'],
    ['a thousand pauses', { pauses: Array<Json>(1_000).fill({ from: '2026-01-01T00:00:00Z' }) }, 'devices.0.pauses'],
    ['a marker that is none', { copyTo: [{ root: '/mnt/nas', id: '../x' }] }, 'devices.0.copyTo.0.id'],
    [
      'a thousand second places',
      { copyTo: Array<Json>(1_000).fill({ root: '/a', id: '12345678' }) },
      'devices.0.copyTo',
    ],
    ['a second place of another kind', { copyTo: [{ root: '/a\u0000b', id: '12345678' }] }, 'devices.0.copyTo.0.root'],
    ['a folder that is none', { folder: '' }, 'devices.0.folder'],
    ['the sign-in of another time', { signInForm: 'clear' }, 'devices.0.signInForm'],
  ] as const)('is refused for %s, with the name of the field, and nothing is stored', async (_, change, field) => {
    const { document } = await exported();
    const fresh = await makeBench();
    const before = await openSettings(fresh.home).read();
    const error = await failureOf(fresh.keeper.importSettings(withDevice(document, change as Record<string, Json>)));
    expect(error.code).toBe('usage/invalid');
    expect(error.message).toContain(field);
    expect(await openSettings(fresh.home).read()).toEqual(before);
  });

  it('cannot put the first night off', async () => {
    const { document } = await exported();
    const fresh = await makeBench();
    await fresh.keeper.importSettings({ ...document, exportedAt: '9999-12-31T00:00:00Z' });
    const { scheduleSince } = await openSettings(fresh.home).read();
    expect(Date.parse(scheduleSince ?? '')).toBeLessThanOrEqual(Date.now());
  });

  it('cannot claim the folder above the vault', async () => {
    const { bench, document } = await exporting();
    const { folder, vault } = await makeBench();
    const fresh = await makeBench();
    expect(folder).not.toBe(vault);
    // The folder above would be taken for that of the device: its backups lie there.
    const own = path.join(bench.vault, 'Office');
    await bench.keeper.backUp({ kind: 'all' }, { trigger: 'manual', signal: never() });
    const inside = path.join(own, 'inside');
    await mkdir(inside);
    for (const name of ['..', '.', '../Office', 'a/../..', '']) {
      if (name === '') continue;
      const all = { ...document.all, vault: inside };
      await fresh.keeper.importSettings({ ...withDevice(document, { folder: name }), all });
      const [view] = await fresh.keeper.listDevices();
      expect(path.dirname(view?.folder ?? '')).toBe(inside);
      expect(view?.backups).toBe(0);
      await fresh.keeper.removeDevice(view?.name ?? '', { deleteBackups: false });
    }
  });

  it('keeps a device apart from one of the same name, and says that two have one address', async () => {
    const { document } = await exported();
    const [device] = document.devices;
    if (device === undefined) throw new Error('no device');
    const twin = { ...device, identity: { ...(device.identity as object), serial: 'ANOTHER' } };
    const fresh = await makeBench();
    const { devices } = await fresh.keeper.importSettings({ ...document, devices: [device, twin, device] });
    expect(devices.map(({ device: name, outcome }) => [name, outcome])).toEqual([
      ['Office', 'added'],
      ['Office 2', 'added'],
      ['Office', 'already-there'],
    ]);
    expect(devices[1]?.notes.join(' ')).toContain('same address as "Office"');
    const ids = (await openSettings(fresh.home).read()).devices.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  it('reduces what the device is said to be', async () => {
    const { document } = await exported();
    const fresh = await makeBench();
    await fresh.keeper.importSettings(
      withDevice(document, {
        identity: { product: 'SRM', model: 'RT\u202e66\u001b[2J00', serial: '\u200b', firmware: 'x'.repeat(9_999) },
      }),
    );
    const [device] = (await openSettings(fresh.home).read()).devices;
    expect(device?.identity).toEqual({ product: 'SRM', model: 'RT66 [2J00', firmware: 'x'.repeat(200) });
  });

  it('is taken, or refused by a sentence that names the field, whatever was changed', async (context) => {
    const fault = injects(context, 'home/import-edited');
    const { document } = await exported();
    const fresh = await makeBench();
    const settings = openSettings(fresh.home);
    await fc.assert(
      fc.asyncProperty(EDITS, async (all) => {
        const edited = applied(document, all);
        fault.fired();
        try {
          const { devices } = await fresh.keeper.importSettings(edited, { allowHttp: true });
          const stored = (await settings.read()).devices;
          for (const { device, outcome } of devices) {
            if (outcome === 'added') expect(stored.map(({ name }) => name)).toContain(device);
          }
          for (const { folder, endpoint, trust } of stored) {
            expect(folder).not.toMatch(/^\.|[/\\\0]/);
            expect(endpoint.scheme === 'http').toBe(trust.kind === 'cleartext');
          }
        } catch (thrown) {
          if (!(thrown instanceof Error) || !('code' in thrown)) throw thrown;
          expect(String(thrown.code)).toMatch(/^(usage|settings)\/(?!unknown)/);
          expect(thrown.message).toMatch(/\(.+\)|no file with settings|newer Routerkeep/);
        }
        await settings.update((current) => ({ version: 1, keep: current.keep, devices: [] }));
      }),
      { numRuns: 150, endOnFailure: true },
    );
  }, 120_000);
});

/** Stand for what is too large to be made before its turn comes. */
const MANY = '(many)';
const DEEP = '(deep)';

function made(odd: Json): Json {
  if (odd === MANY) return Array.from({ length: 6_000 }, () => ({ from: '2026-01-01T00:00:00Z' }));
  let nest: Json = odd;
  if (odd === DEEP) for (let level = 0; level < 900; level += 1) nest = [nest];
  return nest;
}

const ODD: fc.Arbitrary<Json> = fc.oneof(
  fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }) as fc.Arbitrary<Json>,
  fc.constantFrom<Json>(
    '',
    ' ',
    '..',
    '../../etc',
    'C:\\Windows\\..',
    '/nowhere/at/all',
    'con',
    'a\u0000b',
    '\ud800',
    'gpj\u202eexe',
    'n'.repeat(100_000),
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '2026-13-45T99:99:99Z',
    'https://h/',
    'h:1/x',
    'u:p@h',
    'fe80::1%eth0',
    '[::1]',
    '0x7f.1',
    -1,
    0,
    1e308,
    2 ** 53,
    null,
    true,
  ),
  fc.constantFrom<Json>(
    { scheme: 'http', host: 'h', port: 80 },
    { kind: 'cleartext' },
    { kind: 'system', issuer: '\u001b[2J' },
  ),
  fc.constantFrom<Json>(MANY, DEEP),
);
const KEYS = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'id',
  'stop',
  'hasDeviceToken',
  'movingFrom',
  'clearedAt',
);

/** The document with some places changed, taken out, doubled, or with a field more. */
type Edit = readonly [at: number, how: string, kind: Json, key: string];
const EDITS: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.tuple(fc.nat(), fc.constantFrom('replace', 'drop', 'double', 'more'), ODD, KEYS),
  { minLength: 1, maxLength: 3 },
);

function applied(document: Json, all: readonly Edit[]): Json {
  return all.reduce<Json>((value, [at, how, kind, key]) => {
    const odd = made(kind);
    const copy = structuredClone(value);
    const places = placesOf(copy);
    const place = places[at % Math.max(1, places.length)];
    if (place === undefined) return odd;
    const { holder, name } = place;
    if (Array.isArray(holder)) {
      const index = Number(name);
      if (how === 'drop') holder.splice(index, 1);
      else if (how === 'double') holder.push(structuredClone(holder[index] ?? null));
      else holder[index] = odd;
    } else if (how === 'drop') Reflect.deleteProperty(holder, name);
    else if (how === 'more') {
      Object.defineProperty(holder, key, { value: odd, enumerable: true, configurable: true, writable: true });
    } else holder[name] = odd;
    return copy;
  }, document);
}

interface Place {
  readonly holder: Json[] | Record<string, Json>;
  readonly name: string;
}

function placesOf(value: Json): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [{ holder: value, name }, ...placesOf(inner)]);
}
