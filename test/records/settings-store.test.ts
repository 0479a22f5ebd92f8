import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSettings, type Home, type Settings } from '../../electron/records/index.ts';
import { decodeSettings, encodeSettings, readGeneration } from '../../electron/records/settings-file.ts';
import { DEFAULT_RETENTION, say } from '../../shared/index.ts';
import { injects } from '../faults/index.ts';
import { failure } from './failure.ts';
import { temporaryHome } from './home-folder.ts';
import { sampleSettings, withDevice } from './sample-settings.ts';

const fresh: Settings = { version: 1, keep: DEFAULT_RETENTION, devices: [] };

/** A home after two updates: the current generation has two devices, the previous one has one. */
async function homeWithTwoGenerations(): Promise<Home> {
  const home = await temporaryHome();
  const store = openSettings(home);
  await store.update(withDevice(1));
  await store.update(withDevice(2));
  return home;
}

describe('a home without settings', () => {
  it('reads as fresh defaults and nothing is written', async () => {
    const home = await temporaryHome();
    expect(await openSettings(home).read()).toEqual(fresh);
    expect(await readdir(home.folder)).not.toContain('settings.json');
  });

  it('keeps the first settings in both generations, so that the loss of one is noticed', async () => {
    const home = await temporaryHome();
    const written = await openSettings(home).update(withDevice(1));
    await rm(home.settingsFile);
    const store = openSettings(home);
    expect(await store.read()).toEqual(written);
    expect(store.takeNotices()).toHaveLength(1);
  });
});

describe('an update', () => {
  it('is what the next reader sees, in another store too', async () => {
    const home = await temporaryHome();
    const written = await openSettings(home).update(() => sampleSettings(3));
    expect(written).toEqual(sampleSettings(3));
    expect(await openSettings(home).read()).toEqual(written);
  });

  it('leaves files that only their owner can read, and no temporary ones', async () => {
    const home = await homeWithTwoGenerations();
    for (const file of [home.settingsFile, home.previousSettingsFile]) {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
    expect((await readdir(home.folder)).sort()).toEqual(['locks', 'logs', 'settings.json', 'settings.previous.json']);
  });

  it('keeps the settings from before as the previous generation', async () => {
    const home = await homeWithTwoGenerations();
    await openSettings(home).update(withDevice(3));
    await rm(home.settingsFile);
    expect((await openSettings(home).read()).devices).toHaveLength(2);
  });

  it('that changes nothing writes nothing', async () => {
    const home = await homeWithTwoGenerations();
    const before = await stat(home.settingsFile, { bigint: true });
    await openSettings(home).update((settings) => ({ ...settings }));
    expect((await stat(home.settingsFile, { bigint: true })).ino).toBe(before.ino);
  });

  it('that throws changes nothing and lets the next one through', async () => {
    const home = await homeWithTwoGenerations();
    const store = openSettings(home);
    const refuse = (): Settings => {
      throw new Error('no');
    };
    await expect(store.update(refuse)).rejects.toThrow('no');
    expect((await store.update(withDevice(3))).devices).toHaveLength(3);
  });

  it('that would write settings nobody could read back is refused', async () => {
    const home = await homeWithTwoGenerations();
    const store = openSettings(home);
    await expect(store.update((s) => ({ ...s, keep: { newest: 1, weekly: 0, monthly: 0 } }))).rejects.toThrow();
    expect((await store.read()).devices).toHaveLength(2);
  });

  it('waits for the others of the same process: 50 at once lose nothing', async () => {
    const home = await temporaryHome('memory');
    const stores = [openSettings(home), openSettings(home)] as const;
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? stores[0] : stores[1]).update(withDevice(index))),
    );
    expect((await stores[0].read()).devices).toHaveLength(50);
  });
});

describe('damaged settings', () => {
  it('cut at every byte, are never read as defaults: the previous generation takes over and the rest is kept', async (context) => {
    const fault = injects(context, 'home/settings-cut');
    const home = await temporaryHome('memory');
    await openSettings(home).update(() => ({ ...fresh, vault: '/backups' }));
    await openSettings(home).update(withDevice(1));
    const whole = await readFile(home.settingsFile);
    const previous = await readFile(home.previousSettingsFile);
    for (let length = 0; length < whole.length; length += 1) {
      await writeFile(home.settingsFile, whole.subarray(0, length));
      fault.fired();
      await writeFile(home.previousSettingsFile, previous);
      const store = openSettings(home);
      const { devices, vault } = await store.read();
      const notices = store.takeNotices();
      expect(vault).toBe('/backups');
      // Without its last line break the file is still whole.
      const cutShort = length < whole.length - 1;
      expect([length, devices.length, notices.length]).toEqual([length, cutShort ? 0 : 1, cutShort ? 1 : 0]);
    }
    expect((await readdir(home.quarantineFolder)).length).toBe(whole.length - 1);
  });

  const broken: readonly [string, string | Buffer][] = [
    ['empty', ''],
    ['white space', '\n \n'],
    ['foreign JSON', '{"devices": []}'],
    ['a JSON number', '42'],
    ['null', 'null'],
    ['random bytes', Buffer.from([0, 255, 254, 1, 2, 3])],
    ['zeros of the right length, as after a power cut', Buffer.alloc(900)],
    ['a changed value', encodeSettings(sampleSettings(1)).replace('192.168.1.1', '192.168.1.2')],
    ['a right checksum over nonsense', encodeSettings({ ...sampleSettings(1), devices: [{}] } as unknown as Settings)],
    ['version 0', encodeSettings({ ...fresh, version: 0 } as unknown as Settings)],
  ];

  it.for(broken)('(%s) are moved aside, kept byte for byte, and told of once', async ([what, content], context) => {
    const fault = injects(context, /empty|space/.test(what) ? 'home/settings-empty' : 'home/settings-foreign');
    const home = await homeWithTwoGenerations();
    await writeFile(home.settingsFile, content);
    const store = openSettings(home);
    expect((await store.read()).devices).toHaveLength(1);
    const [notice, ...others] = store.takeNotices();
    expect(others).toEqual([]);
    expect(store.takeNotices()).toEqual([]);
    fault.fired();
    const [kept] = await readdir(home.quarantineFolder);
    const keptPath = path.join(home.quarantineFolder, String(kept));
    expect(notice).toContain(keptPath);
    expect(await readFile(keptPath)).toEqual(Buffer.from(content));
    const next = openSettings(home);
    expect((await next.read()).devices).toHaveLength(1);
    expect(next.takeNotices()).toEqual([]);
  });

  it('in both generations stop everything and nothing is touched', async (context) => {
    const fault = injects(context, 'home/settings-both-broken');
    const home = await homeWithTwoGenerations();
    await writeFile(home.settingsFile, '{"sha');
    await writeFile(home.previousSettingsFile, '');
    const store = openSettings(home);
    for (const work of [store.read, () => store.update(withDevice(9))]) {
      const error = await failure(work);
      expect(error.code).toBe('settings/damaged');
      expect(error.message).toContain('settings.previous.json');
      fault.fired();
    }
    expect(await readFile(home.settingsFile, 'utf8')).toBe('{"sha');
    expect(await readFile(home.previousSettingsFile, 'utf8')).toBe('');
    expect(await readdir(home.folder)).not.toContain('quarantine');
  });

  it('with no previous generation at all are not reset either', async (context) => {
    const fault = injects(context, 'home/settings-empty');
    const home = await temporaryHome();
    await writeFile(home.settingsFile, '');
    expect((await failure(openSettings(home).read)).code).toBe('settings/damaged');
    fault.fired();
    expect(await readFile(home.settingsFile, 'utf8')).toBe('');
  });

  it('missing beside a broken previous generation are damage, no fresh start', async () => {
    const home = await homeWithTwoGenerations();
    await rm(home.settingsFile);
    await writeFile(home.previousSettingsFile, 'x');
    expect((await failure(openSettings(home).read)).code).toBe('settings/damaged');
  });

  it('replaced by a folder are moved aside like any other damage', async () => {
    const home = await homeWithTwoGenerations();
    await rm(home.settingsFile);
    await mkdir(home.settingsFile);
    expect((await openSettings(home).read()).devices).toHaveLength(1);
  });

  it('are repaired by an update too', async () => {
    const home = await homeWithTwoGenerations();
    await writeFile(home.settingsFile, '');
    const store = openSettings(home);
    expect((await store.update(withDevice(3))).devices).toHaveLength(2);
    expect(store.takeNotices()).toHaveLength(1);
  });
});

describe('settings of a newer Routerkeep', () => {
  const newer = JSON.stringify({ sha256: 'computed in another way', settings: { version: 2, boxes: [] } });

  it.for(['settings.json', 'settings.previous.json'])(
    'in %s stop everything and are not touched',
    async (name, context) => {
      const fault = injects(context, 'home/settings-newer');
      const home = await homeWithTwoGenerations();
      await writeFile(home.settingsFile, 'broken');
      await writeFile(path.join(home.folder, name), newer);
      const store = openSettings(home);
      for (const work of [store.read, () => store.update(withDevice(9))]) {
        expect((await failure(work)).code).toBe('settings/newer');
        fault.fired();
      }
      expect(await readFile(path.join(home.folder, name), 'utf8')).toBe(newer);
      expect(await readdir(home.folder)).not.toContain('quarantine');
    },
  );
});

describe('settings that somebody else wrote', () => {
  it('are damaged where the file is larger than any of ours, whatever stands in it', async () => {
    const home = await temporaryHome();
    await mkdir(home.folder, { recursive: true });
    const text = Buffer.from(encodeSettings(sampleSettings(2)));
    const largest = 32 * 1024 * 1024;
    await writeFile(home.settingsFile, Buffer.concat([text, Buffer.alloc(largest - text.length, ' ')]));
    expect((await readGeneration(home.settingsFile)).state).toBe('good');
    await writeFile(home.settingsFile, Buffer.concat([text, Buffer.alloc(largest + 1 - text.length, ' ')]));
    expect(await readGeneration(home.settingsFile)).toEqual({
      state: 'broken',
      reason: say('records.broken.tooLarge'),
    });
  });

  it('are damaged, and not a crash, where they are nested a hundred thousand deep', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(decodeSettings(`{"sha256":"","settings":{"version":1,"x":${deep}}}`).state).toBe('broken');
  });
});
