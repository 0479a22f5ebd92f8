import { describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/shell/engine/index.ts';
import { changePreference } from '../../electron/shell/ipc/change-preference.ts';
import { overviewSchema } from '../../shared/ipc/index.ts';
import type { SimulatorOptions } from '../device-simulator/index.ts';
import { add, failureOf, makeBench, makeDevice, never } from '../keeper/harness.ts';

/** A home with one device, and the page's way to its settings; the person answers every question alike. */
async function desk(options: Partial<SimulatorOptions>) {
  const bench = await makeBench();
  const device = await makeDevice(options);
  await add(bench, device, { allowHttp: true, backUp: false });
  const { keeper } = bench;
  const id = (await keeper.listDevices())[0]?.id ?? '';
  const asked: string[] = [];
  const told: string[] = [];
  let answer = false;
  const change = changePreference({
    dialogs: {
      confirm: ({ message }) => {
        asked.push(message);
        return Promise.resolve(answer);
      },
    },
    desktop: { tellChange: (_about, title) => void told.push(title) },
  } as Parameters<typeof changePreference>[0]);
  const overview = overviewSchema.parse(await keeper.overview());
  const engine = {
    keeper,
    nameOf: () => 'Office',
    overview: () => overview,
    nudge: () => undefined,
    refresh: () => Promise.resolve(),
  } as unknown as Engine;
  return {
    ...{ device, keeper, asked, told },
    say: (yes: boolean) => void (answer = yes),
    change: (key: 'address' | 'keep' | 'schedule', value: string) =>
      change({ engine, deviceId: id, key, value }, never()),
  };
}

const elsewhere = (origin: string): string => origin.replace('127.0.0.1', 'localhost');

describe('a new address that the page names', () => {
  it('is not even looked at before the person agreed, where no certificate shows whose it is', async () => {
    const { device, change, asked, say } = await desk({ tls: false });
    const stranger = await makeDevice({ tls: false });
    expect(await failureOf(change('address', stranger.origin))).toMatchObject({ code: 'cancelled' });
    expect(asked).toEqual([`Send the password of "Office" to ${stranger.origin}?`]);
    expect(stranger.requests).toEqual([]);
    say(true);
    await change('address', elsewhere(device.origin));
    expect(asked).toHaveLength(2);
  });

  it('is taken without a question where the certificate shows it, and a stranger gets no password', async () => {
    const { device, change, asked } = await desk({});
    const stranger = await makeDevice();
    expect(await failureOf(change('address', stranger.origin))).toMatchObject({ code: 'tls/identity-changed' });
    expect(stranger.counters.logins).toBe(0);
    await change('address', elsewhere(device.origin));
    expect(asked).toEqual([]);
  });
});

describe('a setting that the page names', () => {
  it('stays as it was after a no, and holds at once when it is only told', async () => {
    const { keeper, change, told } = await desk({});
    const value = async (key: string) => (await keeper.preferences('Office')).find((one) => one.key === key)?.value;
    expect(await failureOf(change('keep', '3'))).toMatchObject({ code: 'cancelled' });
    expect(await value('keep')).toBe('30');
    expect(told).toEqual([]);
    await change('schedule', 'monthly 1 03:00');
    expect(await value('schedule')).toBe('monthly 1 03:00');
    expect(told).toEqual(['Office: other times for backups']);
  });
});
