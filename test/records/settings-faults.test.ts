import type * as Promises from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { openSettings } from '../../electron/records/index.ts';
import { KeepError } from '../../shared/index.ts';
import { injects } from '../faults/index.ts';
import { temporaryHome } from './home-folder.ts';
import { withDevice } from './sample-settings.ts';

/** The disk under the settings: from the nth call on, once or for ever, it fails. */
const disk = vi.hoisted(() => ({ nth: Infinity, lasting: 'once', code: 'EIO', calls: 0, failed: [] as string[] }));

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof Promises>();
  async function call<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    disk.calls += 1;
    const fails = disk.lasting === 'once' ? disk.calls === disk.nth : disk.calls >= disk.nth;
    if (!fails) return await work();
    disk.failed.push(name);
    // A file that could not be closed is gone for the program nevertheless.
    if (name.startsWith('close')) await work();
    throw Object.assign(new Error(`${disk.code}: planted`), { code: disk.code, syscall: name });
  }
  const watched = (handle: Promises.FileHandle, of: string): Promises.FileHandle =>
    new Proxy(handle, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...given: readonly unknown[]) =>
          call(`${String(name)}${of}`, () => Reflect.apply(value, target, given) as Promise<unknown>);
      },
    });
  return {
    ...real,
    open: async (...given: Parameters<typeof real.open>) => {
      const [file] = given;
      const isFolder = await real.stat(file).then(
        (found) => found.isDirectory(),
        () => false,
      );
      return watched(await call('open', () => real.open(...given)), isFolder ? ' of a folder' : '');
    },
    rename: (...given: Parameters<typeof real.rename>) => call('rename', () => real.rename(...given)),
  };
});

function failFrom(nth: number, lasting = 'once', code = 'EIO'): void {
  Object.assign(disk, { nth, lasting, code, calls: 0, failed: [] });
}

describe('settings on a disk that fails', () => {
  it.for([
    ['EIO', 'once'],
    ['EIO', 'for ever'],
    ['ENOSPC', 'once'],
    ['ENOSPC', 'for ever'],
    ['EPERM', 'once'],
  ] as const)('are the old ones or the new ones, whichever call fails (%s, %s)', async ([code, lasting], context) => {
    const fault = injects(context, 'home/settings-call-fails');
    for (let nth = 1; ; nth += 1) {
      failFrom(Infinity);
      const home = await temporaryHome('memory');
      await openSettings(home).update(withDevice(1));
      const before = await openSettings(home).update(withDevice(2));
      failFrom(nth, lasting, code);
      const outcome = await openSettings(home)
        .update(withDevice(3))
        .catch((thrown: unknown) => thrown);
      const { failed } = disk;
      failFrom(Infinity);
      fault.fired(failed.length);
      const where = `call ${nth}: ${failed.join(', ')}`;
      const store = openSettings(home);
      const after = await store.read();
      expect(store.takeNotices(), where).toEqual([]);
      // What was not written through must not be promised.
      const unsynced = failed.includes('sync') || failed.includes('sync of a folder');
      // A file system that refuses to sync a folder has replaced the file all the same.
      const isRefusal = code === 'EPERM' && !failed.includes('sync');
      if (unsynced && !isRefusal) expect(outcome, where).toBeInstanceOf(KeepError);
      if (outcome instanceof Error) {
        expect(outcome, where).toBeInstanceOf(KeepError);
        expect(outcome, where).toMatchObject({ code: 'home/unusable' });
        expect([2, 3], where).toContain(after.devices.length);
        if (after.devices.length === 2) expect(after, where).toEqual(before);
      } else expect(after, where).toEqual(outcome);
      expect((await store.update(withDevice(4))).devices, where).toHaveLength(after.devices.length + 1);
      if (failed.length > 0) continue;
      expect(nth).toBeGreaterThan(12);
      return;
    }
  });
});
