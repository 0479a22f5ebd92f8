import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  diskFs,
  listBackups,
  planRetention,
  recordCheck,
  setNote,
  setPinned,
  type DurableFs,
} from '../../electron/vault/index.ts';
import { injects } from '../faults/index.ts';
import { save, statesIn, TAKEN_AT } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('a change to the sidecar of a stored backup', () => {
  it('remembers checks, pins and notes, and leaves the archive and the rest alone', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const { file, path: archive, sidecar } = await save(folder);
    const content = await readFile(archive);
    const checkedAt = new Date(2027, 0, 1).toISOString();
    await setPinned(folder, file, true);
    await setNote(folder, file, 'before the update\n"quoted" 🏠');
    const verification = { ...sidecar.verification, rows: 77 };
    const last = await recordCheck(folder, file, { checkedAt, failure: null, verification });
    expect(last).toEqual({
      ...sidecar,
      pinned: true,
      note: 'before the update\n"quoted" 🏠',
      checkedAt,
      verification,
    });
    expect(await listBackups(folder)).toEqual([{ state: 'verified', file, path: archive, sidecar: last }]);
    expect(await readFile(archive)).toEqual(content);
  });

  it('makes a failed check count at once and a good one count again', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const { file } = await save(folder);
    const checkedAt = TAKEN_AT.toISOString();
    const failure = { code: 'archive/damaged', message: 'The archive is damaged: rot.' };
    await recordCheck(folder, file, { checkedAt, failure });
    expect(await statesIn(folder)).toEqual({ [file]: 'damaged' });
    await recordCheck(folder, file, { checkedAt, failure: null });
    expect(await statesIn(folder)).toEqual({ [file]: 'verified' });
  });

  it('that reads back differently is told, not believed', async (context) => {
    const fault = injects(context, 'saving/bit-rot');
    const folder = path.join(await temporaryFolder(), 'Office');
    const { file } = await save(folder);
    let renamed = false;
    const rotting: DurableFs = {
      ...diskFs,
      rename: async (from, to) => {
        await diskFs.rename(from, to);
        await writeFile(to, (await readFile(to, 'utf8')).replace('"note": ""', '"note": " "'));
        renamed = true;
        fault.fired();
      },
    };
    const changed = setPinned(folder, file, true, { fs: rotting });
    await expect(changed).rejects.toMatchObject({ code: 'vault/unwritable' });
    expect(renamed).toBe(true);
    await setNote(folder, file, 'kept');
    expect(await statesIn(folder)).toEqual({ [file]: 'verified' });
  });

  it('keeps a pinned backup out of retention and lets it go again', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    for (let date = 1; date <= 5; date += 1) await save(folder, { takenAt: new Date(2026, 10, date) });
    const policy = { newest: 3, weekly: 0, monthly: 0 };
    const planned = async (): Promise<readonly string[]> =>
      planRetention(await listBackups(folder), policy, TAKEN_AT).remove;
    await setPinned(folder, 'SynologyRouter_20261101.dss', true);
    expect(await planned()).toEqual(['SynologyRouter_20261102.dss']);
    await setPinned(folder, 'SynologyRouter_20261101.dss', false);
    expect(await planned()).toHaveLength(2);
  });

  it('refuses a backup without a readable sidecar, and says why', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const { file, path: archive } = await save(folder);
    await writeFile(`${archive}.json`, '{');
    await expect(setPinned(folder, file, true)).rejects.toMatchObject({
      code: 'usage/invalid',
      message: expect.stringContaining('cut short') as string,
    });
    expect(await readFile(`${archive}.json`, 'utf8')).toBe('{');
    await expect(setPinned(folder, 'other.dss', true)).rejects.toMatchObject({ code: 'usage/invalid' });
  });

  it.each(['../outside.dss', '/etc/x.dss', 'a\\b.dss', '.hidden.dss', 'x.txt', '', '..'])(
    'never leaves the folder: %j',
    async (file) => {
      const folder = path.join(await temporaryFolder(), 'Office');
      await save(folder);
      await expect(setNote(folder, file, 'x')).rejects.toMatchObject({ code: 'usage/invalid' });
    },
  );
});
