import { describe, expect, it } from 'vitest';
import { openSettings } from '../../electron/records/index.ts';
import type { PreferenceKey } from '../../shared/index.ts';
import { add, failureOf, filesBelow, makeBench, makeDevice, never, type Bench } from './harness.ts';

const TOKEN = 'f3b1c0de-token-nobody-may-see';
const ADDRESSES = {
  'ping-url': `https://hc-ping.com/${TOKEN}`,
  webhook: `https://user:pass-${TOKEN}@hooks.example.com/services/${TOKEN}?key=${TOKEN}`,
  ntfy: `https://ntfy.sh/${TOKEN}`,
} as const satisfies Partial<Record<PreferenceKey, string>>;
const KEYS = Object.keys(ADDRESSES) as readonly (keyof typeof ADDRESSES)[];

async function expectNowhere(bench: Bench, ...shown: readonly unknown[]): Promise<void> {
  for (const [file, bytes] of await filesBelow(bench.folder)) expect(bytes.includes(TOKEN), file).toBe(false);
  expect(JSON.stringify(shown)).not.toContain(TOKEN);
}

describe('the address of an alarm', () => {
  it('is in no file and in no answer; only its host is shown', async () => {
    const bench = await makeBench();
    await add(bench, await makeDevice(), { backUp: false });
    for (const key of KEYS) {
      const changed = await bench.keeper.setPreference('Office', key, ADDRESSES[key], never());
      expect(changed.value).toBe(new URL(ADDRESSES[key]).host);
      const shown = [changed, await bench.keeper.preferences('Office'), await bench.keeper.exportSettings()];
      await expectNowhere(bench, shown, await bench.keeper.listDevices());
    }
    const [device] = (await openSettings(bench.home).read()).devices;
    expect(device?.alarms?.map(({ kind }) => kind)).toEqual(['ping', 'webhook', 'ntfy']);
  });

  it('is not repeated by the error that refuses it', async () => {
    const bench = await makeBench();
    await add(bench, await makeDevice(), { backUp: false });
    const wrong = [
      `http://example.com/${TOKEN}`,
      `ftp://${TOKEN}`,
      `https://x/${TOKEN} y`,
      `https://x/\n${TOKEN}`,
      TOKEN,
    ];
    for (const key of KEYS) {
      for (const value of wrong) {
        const { message, hint, code } = await failureOf(bench.keeper.setPreference('Office', key, value, never()));
        expect(code).toBe('usage/invalid');
        await expectNowhere(bench, message, hint);
      }
    }
  });

  it('of a device stands for the one for all, and a device may do without', async () => {
    const bench = await makeBench();
    await add(bench, await makeDevice(), { backUp: false });
    const set = (name: string | undefined, key: PreferenceKey, value: string) =>
      bench.keeper.setPreference(name, key, value, never());
    const hosts = async (): Promise<readonly string[]> =>
      (await bench.keeper.preferences('Office'))
        .filter(({ key }) => key === 'webhook' || key === 'ntfy')
        .map(({ value }) => value);
    await set(undefined, 'webhook', ADDRESSES.webhook);
    await set(undefined, 'ntfy', ADDRESSES.ntfy);
    expect(await hosts()).toEqual(['hooks.example.com', 'ntfy.sh']);
    await set('Office', 'webhook', `https://other.example.com/${TOKEN}`);
    expect(await hosts()).toEqual(['other.example.com', 'ntfy.sh']);
    await set('Office', 'webhook', 'none');
    expect(await hosts()).toEqual(['none', 'ntfy.sh']);
    await set('Office', 'webhook', 'default');
    expect(await hosts()).toEqual(['hooks.example.com', 'ntfy.sh']);
    expect((await openSettings(bench.home).read()).devices[0]).not.toHaveProperty('alarms');
  });
});
