import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockRun, openHistory, openSettings } from '../../electron/records/index.ts';
import { add, everything, makeBench, makeDevice, never } from './harness.ts';

describe('what is told of a run', () => {
  it('is that it was verified, also when the settings could not be brought up to date behind it', async () => {
    const bench = await makeBench();
    await add(bench, await makeDevice());
    await openSettings(bench.home).update((settings) => ({
      ...settings,
      devices: settings.devices.map((each) => ({ ...each, identity: { ...each.identity, firmware: 'before' } })),
    }));
    const file = path.join(bench.home.folder, 'settings.json');
    const good = readFileSync(file, 'utf8');
    const [result] = await bench.keeper.backUp(everything, {
      trigger: 'manual',
      signal: never(),
      onProgress: (_device, { phase }) => {
        // Another computer's newer Routerkeep takes over the home.
        if (phase === 'saving') writeFileSync(file, good.replace('"version": 1', '"version": 2'));
      },
    });
    writeFileSync(file, good);
    if (!result?.ok) throw new Error('told as failed');
    expect(result.warnings).toMatchObject([{ code: 'after/failed', error: 'settings/newer' }]);
    expect((await bench.keeper.history(everything))[0]).toMatchObject({
      outcome: 'verified',
      backup: 'verified',
      warnings: result.warnings,
    });
  });

  it('is that it is under way only while somebody works on it', async () => {
    const bench = await makeBench();
    const { device } = await add(bench, await makeDevice());
    bench.advance(60_000);
    const lock = lockRun(bench.home, device.id);
    const records = openHistory(bench.home);
    const startedAt = new Date(Date.now() + 60_000).toISOString();
    records.startRun({ id: 'cut', deviceId: device.id, deviceName: 'Office', trigger: 'manual', startedAt });
    records.close();
    expect((await bench.keeper.listDevices())[0]?.lastRun?.outcome).toBe('running');
    expect((await bench.keeper.history(everything))[0]?.outcome).toBe('running');
    // The process that worked on it dies.
    lock?.release();
    expect((await bench.keeper.listDevices())[0]?.lastRun?.outcome).toBe('interrupted');
    expect((await bench.keeper.history(everything))[0]?.outcome).toBe('interrupted');
  });
});
