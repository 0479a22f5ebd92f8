import { describe, expect, it } from 'vitest';
import type { BackupResult } from '../../electron/keeper/index.ts';
import { openSettings } from '../../electron/records/index.ts';
import { makeCertificate } from '../device-simulator/index.ts';
import { add, archivesIn, backUp, codeOf, everything, makeBench, makeDevice, type Bench } from './harness.ts';
import { live, movedClock, settled, startWatch, type Watched } from './watch-bench.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Noon in Berlin; the next slot is 03:00 there, 02:00 UTC. */
const NOON = '2026-11-20T11:00:00.000Z';

const working =
  ({ watch }: Watched): (() => boolean) =>
  () =>
    watch.working() > 0;

const notes = ({ events }: Watched): readonly string[] =>
  events.flatMap((event) => (event.kind === 'notification' ? [event.notification.kind] : []));

async function stateOf({ keeper }: Pick<Bench, 'keeper'>): Promise<string | undefined> {
  return (await keeper.overview()).devices[0]?.protection.state;
}

describe('another certificate at the address', () => {
  it('is told once, is asked nothing at any slot, and backups go on by themselves once the trusted one answers', async () => {
    const clock = movedClock(NOON);
    const bench = await makeBench(undefined, clock);
    const own = makeCertificate({ altNames: ['synology', '127.0.0.1'] });
    const device = await makeDevice({ certificate: own });
    await add(bench, device);
    await device.replaceCertificate();
    device.forget();
    const watched = startWatch(bench.keeper, { clock, notifies: true });
    await live(clock, 4 * DAY, working(watched));
    expect(await stateOf(bench)).toBe('needs-you');
    expect(notes(watched)).toEqual(['needs-you']);
    expect(watched.events.filter(({ kind }) => kind === 'run-started')).toHaveLength(1);
    expect(device.requests).toEqual([]);
    expect(device.counters.requestBodyBytes).toBe(0);
    // One for each slot of four nights, and the run of the first.
    expect(device.counters.connections).toBeGreaterThanOrEqual(4);
    expect(device.counters.connections).toBeLessThanOrEqual(6);
    await device.replaceCertificate(own);
    await live(clock, DAY, working(watched));
    expect(await stateOf(bench)).toBe('protected');
    expect(notes(watched)).toEqual(['needs-you', 'recovered']);
    expect(await archivesIn(bench.vault)).toHaveLength(2);
  });

  it('is looked past at once after a wake and a change of the network, not only at a slot', async () => {
    const clock = movedClock(NOON);
    const bench = await makeBench(undefined, clock);
    const own = makeCertificate({ altNames: ['synology', '127.0.0.1'] });
    const device = await makeDevice({ certificate: own });
    await add(bench, device);
    await device.replaceCertificate();
    const watched = startWatch(bench.keeper, { clock, notifies: true });
    await live(clock, 16 * HOUR, working(watched));
    expect(await stateOf(bench)).toBe('needs-you');
    const before = device.counters.connections;
    await live(clock, 5 * HOUR, working(watched));
    expect(device.counters.connections).toBe(before);
    watched.watch.nudge('network');
    await settled(clock, working(watched));
    expect(device.counters.connections).toBe(before + 1);
    await device.replaceCertificate(own);
    watched.watch.nudge('resume');
    await live(clock, 5 * MINUTE, working(watched));
    expect(await stateOf(bench)).toBe('protected');
    expect(await archivesIn(bench.vault)).toHaveLength(2);
  });

  it('is not looked past for any other reason to wait for the user', async () => {
    const clock = movedClock(NOON);
    const bench = await makeBench(undefined, clock);
    const device = await makeDevice();
    await add(bench, device);
    device.behave({ loginAnswer: 400 });
    expect(codeOf(await backUp(bench))).toBe('auth/refused');
    device.forget();
    const before = device.counters.connections;
    const watched = startWatch(bench.keeper, { clock });
    await live(clock, 3 * DAY, working(watched));
    watched.watch.nudge('network');
    await settled(clock, working(watched));
    expect(device.counters.connections).toBe(before);
    expect(await stateOf(bench)).toBe('needs-you');
  });
});

const warningsIn = (result: BackupResult): readonly string[] =>
  result.ok ? (result.warnings ?? []).map(({ code }) => code) : [];

describe('a renewal', () => {
  it('with the same key keeps the trust of a device that was pinned before keys were noted, and is said', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    await add(bench, device);
    const settings = openSettings(bench.home);
    // As an earlier version wrote it.
    await settings.update((current) => ({
      ...current,
      devices: current.devices.map((one) => ({
        ...one,
        trust: { kind: 'fingerprint', sha256: device.fingerprint ?? '' } as const,
      })),
    }));
    expect((await backUp(bench)).ok).toBe(true);
    const renewed = await device.renewCertificate();
    const result = await backUp(bench);
    expect(result).toMatchObject({ ok: true });
    expect(warningsIn(result)).toEqual(['certificate/renewed']);
    const [record] = (await settings.read()).devices;
    expect(record?.trust).toMatchObject({ kind: 'fingerprint', sha256: renewed });
    const [entry] = await bench.keeper.history(everything);
    expect(entry?.warnings?.map(({ code }) => code)).toEqual(['certificate/renewed']);
    expect(warningsIn(await backUp(bench))).toEqual([]);
  });

  it('that is due within two weeks is a hint, and none before', async () => {
    const clock = movedClock(NOON);
    const bench = await makeBench(undefined, clock);
    const validTo = new Date(clock.now() + 15 * DAY);
    const device = await makeDevice({ certificate: makeCertificate({ altNames: ['127.0.0.1'], validTo }) });
    await add(bench, device);
    const hint = async () => (await bench.keeper.listDevices())[0]?.certificateEnds;
    expect(await hint()).toBeUndefined();
    clock.advance(2 * DAY);
    expect(await hint()).toMatchObject({ at: `${validTo.toISOString().slice(0, 19)}.000Z` });
    clock.advance(20 * DAY);
    expect((await hint())?.sentence).toContain('expired');
  });
});
