import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  applyRetention,
  deleteBackup,
  diskFs,
  listBackups,
  planRetention,
  recordCheck,
  setPinned,
  type DurableFs,
  type RetentionPlan,
} from '../../electron/vault/index.ts';
import { injects } from '../faults/index.ts';
import { diskError } from './faulty-fs.ts';
import { liesIn, save, TAKEN_AT } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

const nameOf = (date: number): string => `SynologyRouter_202611${String(date).padStart(2, '0')}.dss`;

async function monthOf(dates: number): Promise<{ readonly folder: string; readonly plan: RetentionPlan }> {
  const folder = path.join(await temporaryFolder(), 'Office');
  for (let date = 1; date <= dates; date += 1) await save(folder, { takenAt: new Date(2026, 10, date, 3) });
  const plan = planRetention(await listBackups(folder), { newest: 3, weekly: 0, monthly: 0 }, TAKEN_AT);
  return { folder, plan };
}

/** Other bytes of the same length: a size shows nothing. */
async function rot(folder: string, date: number): Promise<void> {
  await writeFile(path.join(folder, nameOf(date)), Buffer.alloc(5000));
}

const filesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.dss')).sort();

describe('applying retention', () => {
  it('removes exactly what was planned, with sidecars', async () => {
    const { folder, plan } = await monthOf(6);
    expect(await applyRetention(folder, plan)).toEqual({ removed: [nameOf(3), nameOf(2), nameOf(1)], left: [] });
    expect(await filesIn(folder)).toEqual([nameOf(4), nameOf(5), nameOf(6)]);
    expect(await readdir(folder)).toHaveLength(6);
    expect(await liesIn(folder)).toEqual([]);
    expect(planRetention(await listBackups(folder), { newest: 3, weekly: 0, monthly: 0 }, TAKEN_AT).remove).toEqual([]);
  });

  it('removes nothing while it is paused', async () => {
    const { folder, plan } = await monthOf(5);
    const paused = {
      ...plan,
      paused: { code: 'retention/clock-ahead', file: nameOf(1), date: '2026-11-20', today: '2036-11-20' },
    } as const;
    expect(await applyRetention(folder, paused)).toEqual({ removed: [], left: [] });
    expect(await filesIn(folder)).toHaveLength(5);
  });

  it('leaves what was pinned, changed or deleted since', async (context) => {
    const fault = injects(context, 'saving/archive-other-hash', 'saving/archive-gone');
    const { folder, plan } = await monthOf(7);
    await setPinned(folder, nameOf(1), true);
    await rot(folder, 2);
    await deleteBackup(folder, nameOf(3));
    fault.fired(2);
    const { removed, left } = await applyRetention(folder, plan);
    expect(removed).toEqual([nameOf(4)]);
    expect(left.map(({ file }) => file)).toEqual([nameOf(3), nameOf(2), nameOf(1)]);
    expect(left.map(({ reason }) => reason)).toEqual(['unverified', 'changed', 'pinned']);
  });

  it('leaves what failed a check since, also when its bytes are what they were', async (context) => {
    const fault = injects(context, 'saving/bit-rot');
    const { folder, plan } = await monthOf(5);
    const failure = { code: 'archive/incomplete', message: 'The archive is incomplete.' };
    await recordCheck(folder, nameOf(1), { checkedAt: TAKEN_AT.toISOString(), failure });
    fault.fired();
    const { removed, left } = await applyRetention(folder, plan);
    expect(removed).toEqual([nameOf(2)]);
    expect(left.map(({ file }) => file)).toEqual([nameOf(1)]);
  });

  it('removes nothing when what should stay has rotted unseen', async (context) => {
    const fault = injects(context, 'saving/bit-rot');
    const { folder, plan } = await monthOf(5);
    await rot(folder, 4);
    fault.fired();
    const { removed, left } = await applyRetention(folder, plan);
    expect(removed).toEqual([]);
    expect(left).toHaveLength(2);
    expect(await filesIn(folder)).toHaveLength(5);
    // It counts no more, so the next plan is right.
    const entries = await listBackups(folder);
    expect(entries.find(({ file }) => file === nameOf(4))?.state).toBe('damaged');
    const next = planRetention(entries, { newest: 3, weekly: 0, monthly: 0 }, TAKEN_AT);
    expect((await applyRetention(folder, next)).removed).toEqual([nameOf(1)]);
    expect(await liesIn(folder)).toEqual([]);
  });

  it('never goes below three, whatever a plan says', async (context) => {
    const fault = injects(context, 'saving/retention-with-few');
    const { folder } = await monthOf(4);
    const plan = { keep: [], remove: [1, 2, 3, 4].map(nameOf) };
    expect((await applyRetention(folder, plan)).removed).toEqual([]);
    expect((await applyRetention(folder, { keep: [], remove: [nameOf(4), nameOf(3)] })).removed).toEqual([]);
    fault.fired(2);
    expect(await filesIn(folder)).toHaveLength(4);
  });

  it('goes on with the next night when the disk is too full even to delete', async (context) => {
    const fault = injects(context, 'saving/disk-full-in-retention');
    const { folder, plan } = await monthOf(5);
    let refusals = 0;
    const full: DurableFs = {
      ...diskFs,
      unlink: (file) => {
        if (file.endsWith('.dss')) refusals += 1;
        return Promise.reject(diskError('ENOSPC'));
      },
    };
    await expect(applyRetention(folder, plan, { fs: full })).rejects.toMatchObject({ code: 'vault/full' });
    expect(refusals).toBe(1);
    fault.fired(refusals);
    expect(await filesIn(folder)).toHaveLength(5);
    expect((await applyRetention(folder, plan)).removed).toHaveLength(2);
  });

  it('stops between two deletions when cancelled', async () => {
    const { folder, plan } = await monthOf(6);
    const controller = new AbortController();
    const first: DurableFs = {
      ...diskFs,
      unlink: async (file) => {
        await diskFs.unlink(file);
        controller.abort();
      },
    };
    const cancelled = applyRetention(folder, plan, { fs: first, signal: controller.signal });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect(await filesIn(folder)).toEqual([1, 2, 4, 5, 6].map(nameOf));
    expect(await readdir(folder)).toHaveLength(10);
  });
});
