import { describe, expect, it } from 'vitest';
import { copyAfterBackup } from '../../../electron/keeper/copies/copy-after-backup.ts';
import { copyViews } from '../../../electron/keeper/copies/copy-views.ts';
import { openPlaceDoor } from '../../../electron/keeper/copies/place-door.ts';
import { diskFs } from '../../../electron/vault/index.ts';
import { injects } from '../../faults/index.ts';
import { manualClock } from '../../alarms/manual-clock.ts';
import { add, backUp, failureOf, makeBench, makeDevice } from '../harness.ts';
import { copyTo, innerPorts } from './second-place.ts';

/** A disk whose looks hang until they are let go. */
function hanging(): { readonly fs: typeof diskFs; readonly calls: () => number; readonly letGo: () => void } {
  const gate = Promise.withResolvers<undefined>();
  let calls = 0;
  const wait = async (): Promise<never> => {
    calls += 1;
    await gate.promise;
    throw Object.assign(new Error('EIO'), { code: 'EIO' });
  };
  return {
    fs: { ...diskFs, openFile: wait, list: wait, stat: wait, lstat: wait },
    calls: () => calls,
    letGo: () => gate.resolve(undefined),
  };
}

describe('a share that hangs', () => {
  it('is given up after the patience, and not touched again until it answers', async (context) => {
    const fault = injects(context, 'second/hangs');
    const clock = manualClock();
    const disk = hanging();
    const door = openPlaceDoor(clock, disk.fs);
    const look = (): Promise<readonly string[]> => door.through('/mnt/nas', 3_000, (fs) => fs.list('/mnt/nas'));
    const first = failureOf(look());
    await clock.asleep(3_000);
    clock.advance(3_000);
    expect((await first).code).toBe('copy/missing');
    // At once, without time passing: each look would block another thread for good.
    expect((await failureOf(look())).code).toBe('copy/missing');
    expect(disk.calls()).toBe(1);
    expect(await door.through('/mnt/other', 3_000, () => Promise.resolve('fine'))).toBe('fine');
    disk.letGo();
    await new Promise(setImmediate);
    await expect(look()).rejects.toThrow('EIO');
    expect(disk.calls()).toBe(2);
    fault.fired(2);
  });

  it('is not given up while it is merely slow', async () => {
    const clock = manualClock();
    const gates = Array.from({ length: 5 }, () => Promise.withResolvers<readonly string[]>());
    let asked = 0;
    const list = (): Promise<readonly string[]> => gates[asked++]?.promise ?? Promise.resolve([]);
    const door = openPlaceDoor(clock, { ...diskFs, list });
    const work = door.through('/mnt/nas', 3_000, async (fs) => {
      while (asked < gates.length) await fs.list('/mnt/nas');
      return 'done';
    });
    for (const { resolve } of gates) {
      clock.advance(2_500);
      resolve([]);
      await new Promise(setImmediate);
    }
    expect(await work).toBe('done');
  });

  it('keeps neither a list waiting nor a backup from its end: what is remembered is shown', async (context) => {
    const fault = injects(context, 'second/hangs');
    const bench = await makeBench();
    await copyTo(bench, 'nas');
    await add(bench, await makeDevice());
    await backUp(bench);
    const clock = manualClock();
    const disk = hanging();
    const ports = { ...innerPorts(bench), places: openPlaceDoor(clock, disk.fs) };
    const settings = await ports.settings.read();
    const [device] = settings.devices;
    if (device === undefined) throw new Error('no device');
    const views = copyViews(ports, settings, device);
    await clock.asleep(3_000);
    clock.advance(3_000);
    expect(await views).toMatchObject([{ state: 'away', behind: 0, sentence: 'nas: not there, nothing to copy' }]);
    fault.fired();
    expect(await copyAfterBackup(ports, settings, device, { signal: new AbortController().signal })).toEqual([
      { code: 'copy/behind', place: 'nas', state: 'away', behind: 0, since: '', error: 'copy/missing', problem: '' },
    ]);
    disk.letGo();
  });
});
