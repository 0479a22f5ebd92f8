import { describe, expect, it } from 'vitest';
import { openSettings } from '../../electron/records/index.ts';
import { add, everything, failureOf, makeBench, makeDevice, type Bench } from './harness.ts';

const HOUR = 3_600_000;
const office = { kind: 'names', names: ['Office'] } as const;

async function withDevice(): Promise<Bench> {
  const bench = await makeBench();
  await add(bench, await makeDevice(), { backUp: false });
  return bench;
}

const deviceOf = async (bench: Bench) => (await openSettings(bench.home).read()).devices[0];

describe('a pause', () => {
  it('of a device holds until it is resumed', async () => {
    const bench = await withDevice();
    await bench.keeper.pause(office);
    expect((await bench.keeper.listDevices())[0]).toMatchObject({ paused: {}, protection: { state: 'never' } });
    expect((await bench.keeper.listDevices())[0]?.nextRun).toBeUndefined();
    await bench.keeper.resume(office);
    expect((await bench.keeper.listDevices())[0]?.paused).toBeUndefined();
    expect((await deviceOf(bench))?.pauses).toHaveLength(1);
  });

  it('of everything holds for devices that are added later', async () => {
    const bench = await makeBench();
    await bench.keeper.pause('everything', '2h');
    await add(bench, await makeDevice(), { backUp: false });
    expect((await bench.keeper.listDevices())[0]?.paused?.until).toBeDefined();
    bench.advance(2 * HOUR + 1);
    expect((await bench.keeper.listDevices())[0]?.paused).toBeUndefined();
  });

  it('made anew while it holds gets another end and keeps its beginning', async () => {
    const bench = await withDevice();
    await bench.keeper.pause(everything, '2h');
    const [first] = (await deviceOf(bench))?.pauses ?? [];
    bench.advance(HOUR);
    await bench.keeper.pause(everything);
    expect((await deviceOf(bench))?.pauses).toEqual([{ from: first?.from }]);
    bench.advance(48 * HOUR);
    await bench.keeper.resume(everything);
    await bench.keeper.resume(everything);
    const [ended, ...more] = (await deviceOf(bench))?.pauses ?? [];
    expect(more).toEqual([]);
    expect(Date.parse(ended?.until ?? '') - Date.parse(ended?.from ?? '')).toBeGreaterThanOrEqual(49 * HOUR);
  });

  it('is remembered, the last five', async () => {
    const bench = await withDevice();
    for (let count = 0; count < 7; count += 1) {
      await bench.keeper.pause(office);
      bench.advance(HOUR);
      await bench.keeper.resume(office);
      bench.advance(HOUR);
    }
    const pauses = (await deviceOf(bench))?.pauses ?? [];
    expect(pauses).toHaveLength(5);
    expect(pauses.map(({ from }) => from)).toEqual(pauses.map(({ from }) => from).toSorted());
  });

  it('of everything is not lifted for one device, and that is said', async () => {
    const bench = await withDevice();
    await bench.keeper.pause('everything');
    expect(await failureOf(bench.keeper.resume(office))).toMatchObject({ code: 'usage/invalid' });
    await bench.keeper.pause(office);
    await bench.keeper.resume('everything');
    expect((await bench.keeper.listDevices())[0]?.paused).toEqual({});
  });

  it('of everything can be ended for one device apart: the others stay paused until the same moment', async () => {
    const bench = await withDevice();
    await add(bench, await makeDevice({ serial: 'OTHER1234' }), { name: 'Attic', backUp: false });
    await bench.keeper.pause('everything', '2h');
    const paused = async () => new Map((await bench.keeper.listDevices()).map(({ name, paused }) => [name, paused]));
    const before = await paused();
    await bench.keeper.resume(office, { apart: true });
    expect([...(await paused())]).toEqual([
      ['Office', undefined],
      ['Attic', before.get('Attic')],
    ]);
    await bench.keeper.pause('everything');
    await bench.keeper.resume(everything, { apart: true });
    expect([...(await paused()).values()]).toEqual([undefined, undefined]);
  });

  it.each(['yesterday', '2020-01-01', 'soon', Date.parse('2020-01-01')])('cannot end at %s', async (until) => {
    const bench = await withDevice();
    expect((await failureOf(bench.keeper.pause(office, until))).code).toBe('usage/invalid');
    expect((await deviceOf(bench))?.pauses).toBeUndefined();
  });

  it('of a device nobody knows is refused, and nothing is paused', async () => {
    const bench = await withDevice();
    const names = ['Office', 'Attic'];
    expect((await failureOf(bench.keeper.pause({ kind: 'names', names }))).code).toBe('usage/unknown-device');
    expect((await deviceOf(bench))?.pauses).toBeUndefined();
  });
});
