import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHistory, openHome, openSettings } from '../../electron/records/index.ts';
import { injects } from '../faults/index.ts';
import { countSignIn, signInsCounted } from './count-sign-in.ts';
import { failure } from './failure.ts';
import { withDevice } from './sample-settings.ts';
import { makeReadOnly, smallDisk } from './small-disk.ts';

const NO_MOUNT = 'mounting a small file system needs root and the right to mount';

describe('a full disk', () => {
  it('stops an update with a reason, keeps the settings, and works again with space', async (context) => {
    const fault = injects(context, 'home/settings-call-fails');
    const disk = await smallDisk(256);
    if (disk === undefined) return context.skip(NO_MOUNT);
    const home = await openHome(disk);
    const store = openSettings(home);
    await store.update(withDevice(1));
    const before = await readFile(home.settingsFile);
    await fill(disk);
    const error = await failure(() => store.update(withDevice(2)));
    expect([error.code, error.message.includes('its disk is full')]).toEqual(['home/unusable', true]);
    fault.fired();
    expect(await readFile(home.settingsFile)).toEqual(before);
    expect((await store.read()).devices).toHaveLength(1);
    await rm(path.join(disk, 'filler'));
    expect((await store.update(withDevice(2))).devices).toHaveLength(2);
    expect(store.takeNotices()).toEqual([]);
  });

  it('stops a row of the history with a reason and keeps the rows before it', async (context) => {
    const disk = await smallDisk(256);
    if (disk === undefined) return context.skip(NO_MOUNT);
    const history = openHistory(await openHome(disk));
    countSignIn(history);
    await fill(disk);
    const error = await failure(() => {
      for (let more = 0; more < 1000; more += 1) countSignIn(history, 'x'.repeat(500));
    });
    expect([error.code, error.message.includes('its disk is full')]).toEqual(['home/unusable', true]);
    await rm(path.join(disk, 'filler'));
    expect(signInsCounted(history)).toBe(1);
    countSignIn(history);
    expect(signInsCounted(history)).toBe(2);
    history.close();
  });
});

describe('a disk that became read-only', () => {
  it('is called by its name, and nothing is taken for damage', async (context) => {
    const disk = await smallDisk(256);
    if (disk === undefined) return context.skip(NO_MOUNT);
    const home = await openHome(disk);
    await openSettings(home).update(withDevice(1));
    openHistory(home).close();
    await makeReadOnly(disk);
    const works = [
      () => openHome(disk),
      () => openSettings(home).update(withDevice(2)),
      () => countSignIn(openHistory(home)),
    ];
    const errors = await Promise.all(works.map(failure));
    expect(errors.map((error) => error.code)).toEqual(['home/unusable', 'home/unusable', 'home/unusable']);
    expect(errors[0]?.message).toContain('it can only be read, not written');
    expect((await openSettings(home).read()).devices).toHaveLength(1);
  });
});

/** Takes the last byte of the disk. */
async function fill(disk: string): Promise<void> {
  for (const size of [64 * 1024, 4096, 512, 1]) {
    for (;;) {
      try {
        await writeFile(path.join(disk, 'filler'), Buffer.alloc(size), { flag: 'a' });
      } catch {
        break;
      }
    }
  }
}
