import { mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSettings } from '../../electron/records/index.ts';
import { add, archivesIn, backUp, everything, failureOf, makeBench, makeDevice, never } from './harness.ts';

describe('the vault', () => {
  it('of all takes the backups of its devices along, and new ones go there', async () => {
    const bench = await makeBench();
    await add(bench, await makeDevice());
    await backUp(bench);
    const other = path.join(bench.folder, 'other');
    const { notes } = await bench.keeper.setPreference(undefined, 'vault', other, never());
    expect(notes.join()).toContain('2 backups were moved');
    expect(await archivesIn(bench.vault)).toEqual([]);
    expect(await archivesIn(other)).toHaveLength(2);
    expect(await backUp(bench)).toMatchObject({ ok: true });
    expect(await archivesIn(other)).toHaveLength(3);
    const history = await bench.keeper.history(everything);
    expect(history.filter((entry) => 'backup' in entry && entry.backup === 'verified')).toHaveLength(3);
  });

  it('of one device leaves the others where they are', async () => {
    const bench = await makeBench();
    await add(bench, await makeDevice(), { name: 'One' });
    await add(bench, await makeDevice({ profile: 'dsm7' }), { name: 'Two' });
    const other = path.join(bench.folder, 'other');
    await bench.keeper.setPreference('Two', 'vault', other, never());
    expect(await archivesIn(bench.vault)).toHaveLength(1);
    expect(await archivesIn(other)).toHaveLength(1);
    await bench.keeper.setPreference('Two', 'vault', 'default', never());
    expect(await archivesIn(bench.vault)).toHaveLength(2);
    expect((await openSettings(bench.home).read()).devices[1]).not.toHaveProperty('vault');
  });

  it('can be changed while the old one is away, and the same command brings the backups later', async () => {
    const bench = await makeBench();
    await add(bench, await makeDevice());
    const drawer = path.join(bench.folder, 'drawer');
    await rename(bench.vault, drawer);
    const other = path.join(bench.folder, 'other');
    const { notes } = await bench.keeper.setPreference(undefined, 'vault', other, never());
    expect(notes.join()).toMatch(/is not there, so its backups could not be moved/);
    // Of another day: of the same one they would have the same name.
    bench.advance(25 * 3_600_000);
    expect(await backUp(bench)).toMatchObject({ ok: true });
    await rename(drawer, bench.vault);
    await bench.keeper.setPreference(undefined, 'vault', other, never());
    expect(await archivesIn(other)).toHaveLength(2);
    expect(await archivesIn(bench.vault)).toEqual([]);
    expect((await openSettings(bench.home).read()).devices[0]).not.toHaveProperty('movingFrom');
  });

  it('stays as it is when the new one cannot be used', async () => {
    const bench = await makeBench();
    await add(bench, await makeDevice());
    const nas = path.join(bench.folder, 'nas');
    await mkdir(nas);
    await bench.keeper.setPreference(undefined, 'copy-to', nas, never());
    for (const folder of [nas, path.join(nas, 'inside'), 'relative', '/proc/nowhere']) {
      await failureOf(bench.keeper.setPreference(undefined, 'vault', folder, never()));
    }
    expect((await openSettings(bench.home).read()).vault).toBe(bench.vault);
    expect(await archivesIn(bench.vault)).toHaveLength(1);
    await expect(stat(path.join(nas, 'inside'))).rejects.toThrow();
  });
});
