import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskFs, listBackups, setPinned, type DurableFs, type VaultOptions } from '../../electron/vault/index.ts';
import { injects } from '../faults/index.ts';
import { diskError } from './faulty-fs.ts';
import { save, statesIn } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Windows, where something else holds files: `held` calls in a row fail. */
function heldDisk(code: string, held: number): { readonly options: VaultOptions; readonly pauses: readonly number[] } {
  const pauses: number[] = [];
  let left = held;
  const hold = <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (left === 0) return work();
    left -= 1;
    return Promise.reject(diskError(code));
  };
  const fs: DurableFs = {
    ...diskFs,
    link: (...given) => hold(() => diskFs.link(...given)),
    rename: (...given) => hold(() => diskFs.rename(...given)),
  };
  const clock = {
    now: () => 0,
    sleep: (ms: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      pauses.push(ms);
      return Promise.resolve();
    },
  };
  return { options: { fs, clock, platform: 'win32' }, pauses };
}

describe('a file that another program holds', () => {
  it.for(['EPERM', 'EACCES', 'EBUSY'])('delays the save for a while (%s), no longer', async (code, context) => {
    const fault = injects(context, 'saving/rename-refused-a-while');
    const folder = path.join(await temporaryFolder(), 'Office');
    const { options, pauses } = heldDisk(code, 5);
    const { file } = await save(folder, {}, undefined, options);
    expect(pauses).toEqual([20, 50, 100, 200, 400]);
    fault.fired(pauses.length);
    expect(await statesIn(folder)).toEqual({ [file]: 'verified' });
  });

  it.for(['EPERM', 'EBUSY'])(
    'fails the save when it is held for ever (%s), and leaves nothing',
    async (code, context) => {
      const fault = injects(context, 'saving/rename-refused');
      const folder = path.join(await temporaryFolder(), 'Office');
      const { options, pauses } = heldDisk(code, Infinity);
      await expect(save(folder, {}, undefined, options)).rejects.toMatchObject({
        code: 'vault/unwritable',
        message: expect.stringContaining('another program holds the file') as string,
      });
      expect(pauses.reduce((sum, pause) => sum + pause)).toBeLessThan(15_000);
      fault.fired(pauses.length);
      expect(await listBackups(folder)).toEqual([]);
      expect(await diskFs.list(folder)).toEqual([]);
    },
  );

  it('delays a change of a sidecar too, and never writes it in place', async (context) => {
    const fault = injects(context, 'saving/rename-refused', 'saving/rename-refused-a-while');
    const folder = path.join(await temporaryFolder(), 'Office');
    const { file } = await save(folder);
    const before = await diskFs.stat(path.join(folder, `${file}.json`));
    const forEver = heldDisk('EPERM', Infinity);
    await expect(setPinned(folder, file, true, forEver.options)).rejects.toMatchObject({ code: 'vault/unwritable' });
    const after = await diskFs.stat(path.join(folder, `${file}.json`));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    const aWhile = heldDisk('EPERM', 3);
    await setPinned(folder, file, true, aWhile.options);
    expect(aWhile.pauses).toHaveLength(3);
    fault.fired(4);
    expect(await diskFs.list(folder)).toHaveLength(2);
  });

  it('does not keep anybody waiting who cancels', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const controller = new AbortController();
    const { options, pauses } = heldDisk('EBUSY', Infinity);
    const fs: DurableFs = {
      ...diskFs,
      link: () => {
        controller.abort();
        return Promise.reject(diskError('EBUSY'));
      },
    };
    const cancelled = save(folder, {}, undefined, { ...options, fs, signal: controller.signal });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect(pauses).toEqual([]);
    expect(await diskFs.list(folder)).toEqual([]);
  });

  it('is not waited for where a refusal is final', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const { options, pauses } = heldDisk('EACCES', Infinity);
    const elsewhere = save(folder, {}, undefined, { ...options, platform: 'linux' });
    await expect(elsewhere).rejects.toMatchObject({ code: 'vault/unwritable' });
    expect(pauses).toEqual([]);
  });
});
