import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { copyAfterBackup } from '../../../electron/keeper/copies/copy-after-backup.ts';
import type { PlaceDoor } from '../../../electron/keeper/copies/types.ts';
import { lockRun } from '../../../electron/records/index.ts';
import { MARKER_NAME } from '../../../electron/vault/index.ts';
import { injects } from '../../faults/index.ts';
import { smallDisk } from '../../records/small-disk.ts';
import { add, archivesIn, backUp, everything, filesBelow, makeBench, makeDevice, never } from '../harness.ts';
import { copyTo, innerPorts } from './second-place.ts';

const DAY = 86_400_000;

describe('a second place', () => {
  it('holds each verified backup with its sidecar and the restore page, byte for byte', async () => {
    const bench = await makeBench();
    await copyTo(bench, 'nas');
    const device = await makeDevice();
    await add(bench, device);
    device.changeSetting('AutoBlock_attempts', '5');
    const result = await backUp(bench);
    expect(result).not.toHaveProperty('warnings');
    const [view] = await bench.keeper.listDevices();
    const here = await filesBelow(view?.folder ?? '');
    const there = await filesBelow(path.join(bench.folder, 'nas', 'Office'));
    const named = (files: ReadonlyMap<string, Buffer>): ReadonlyMap<string, string> =>
      new Map([...files].map(([file, bytes]) => [path.basename(file), bytes.toString('base64')]));
    expect(named(there)).toEqual(named(here));
    expect(there.size).toBe(5);
    expect(view?.copies).toEqual([
      {
        place: 'nas',
        folder: path.join(bench.folder, 'nas'),
        state: 'current',
        behind: 0,
        sentence: 'nas: up to date',
      },
    ]);
  });

  it('that went away makes no backup fail, and is caught up in order when it is back', async (context) => {
    const fault = injects(context, 'second/away');
    const bench = await makeBench();
    await copyTo(bench, 'nas');
    const nas = path.join(bench.folder, 'nas');
    const away = path.join(bench.folder, 'pulled out');
    await add(bench, await makeDevice());
    await rename(nas, away);
    for (let night = 0; night < 2; night += 1) {
      bench.advance(DAY);
      const result = await backUp(bench);
      expect(result).toMatchObject({
        ok: true,
        warnings: [{ code: 'copy/behind', place: 'nas', state: 'away', error: 'copy/missing', problem: '' }],
      });
      fault.fired();
    }
    const [view] = await bench.keeper.listDevices();
    expect(view?.copies[0]).toMatchObject({ state: 'away', behind: 2, problem: { code: 'copy/missing' } });
    expect(await bench.keeper.copies(everything, { signal: never() })).toMatchObject([
      { device: 'Office', place: 'nas', ok: false, state: 'away', behind: 2, error: { code: 'copy/missing' } },
    ]);
    // Nothing was made where the disk had been.
    expect(await readdir(bench.folder)).not.toContain('nas');

    await rename(away, nas);
    const [result] = await bench.keeper.copies(everything, { signal: never() });
    expect(result).toMatchObject({ ok: true, copied: 2, state: 'current', behind: 0, sentence: 'nas: up to date' });
    expect(result?.files).toEqual([...(result?.files ?? [])].sort());
    expect((await archivesIn(nas)).map((file) => path.basename(file))).toEqual(
      (await archivesIn(bench.vault)).map((file) => path.basename(file)),
    );
    expect(await bench.keeper.copies(everything, { signal: never() })).toMatchObject([{ ok: true, copied: 0 }]);
  });

  it('is never filled where only its empty mount point is left', async () => {
    const bench = await makeBench();
    await copyTo(bench, 'nas');
    const nas = path.join(bench.folder, 'nas');
    await rm(path.join(nas, MARKER_NAME));
    await add(bench, await makeDevice());
    expect((await backUp(bench)).ok).toBe(true);
    await bench.keeper.copies(everything, { signal: never() });
    await bench.keeper.listDevices();
    expect(await readdir(nas)).toEqual([]);
  });

  it('is not filled either when another place was mounted there', async () => {
    const bench = await makeBench();
    const [place] = await copyTo(bench, 'nas');
    const marker = path.join(bench.folder, 'nas', MARKER_NAME);
    await writeFile(marker, (await readFile(marker, 'utf8')).replace(place?.id ?? '', 'f'.repeat(32)));
    await add(bench, await makeDevice());
    expect(await readdir(path.dirname(marker))).toEqual([MARKER_NAME]);
  });

  it('fails alone: the other places and the backup are as if it did not', async (context) => {
    if (process.getuid?.() === 0) {
      const disk = await smallDisk(512);
      if (disk === undefined) return void context.skip('no right to mount a small disk here');
      const bench = await makeBench();
      await mkdir(path.join(bench.folder, 'nas'));
      await copyTo(bench, path.relative(bench.folder, disk), 'nas');
      await writeFile(path.join(disk, 'filler'), Buffer.alloc(490 * 1024));
      const { backup } = await add(bench, await makeDevice());
      expect(backup).toMatchObject({
        ok: true,
        warnings: [{ code: 'copy/behind', problem: expect.stringContaining('there is no space left') as unknown }],
      });
      expect(await archivesIn(disk)).toEqual([]);
      expect(await archivesIn(path.join(bench.folder, 'nas'))).toHaveLength(1);
      const [full, good] = (await bench.keeper.listDevices())[0]?.copies ?? [];
      expect(full).toMatchObject({ state: 'behind', behind: 1, problem: { code: 'copy/failed' } });
      expect(good).toMatchObject({ state: 'current' });
      await rm(path.join(disk, 'filler'));
      const results = await bench.keeper.copies(everything, { signal: never() });
      expect(results.map(({ ok }) => ok)).toEqual([true, true]);
      return;
    }
    const bench = await makeBench();
    await copyTo(bench, 'locked', 'nas');
    await chmod(path.join(bench.folder, 'locked'), 0o500);
    // Whoever is not root cannot clear away what lies in it either.
    onTestFinished(() => chmod(path.join(bench.folder, 'locked'), 0o700));
    const { backup } = await add(bench, await makeDevice());
    expect(backup).toMatchObject({
      ok: true,
      warnings: [{ code: 'copy/behind', problem: expect.stringContaining('locked') as unknown }],
    });
    expect(await archivesIn(path.join(bench.folder, 'nas'))).toHaveLength(1);
  });

  it('keeps as many as it is told, whatever the vault keeps', async () => {
    const bench = await makeBench();
    const [place] = await copyTo(bench, 'nas');
    if (place === undefined) throw new Error('no place');
    const keep = { newest: 3, weekly: 0, monthly: 0 };
    await bench.outside.settings.update((settings) => ({ ...settings, copyTo: [{ ...place, keep }] }));
    await add(bench, await makeDevice());
    for (let night = 0; night < 4; night += 1) {
      bench.advance(DAY);
      await backUp(bench);
    }
    expect(await archivesIn(bench.vault)).toHaveLength(5);
    expect(await archivesIn(path.join(bench.folder, 'nas'))).toHaveLength(3);
  });

  it('of its own takes the place of those for all; an empty list means none', async () => {
    const bench = await makeBench();
    const [common] = await copyTo(bench, 'nas');
    const [own] = await copyTo(bench, 'usb');
    if (common === undefined || own === undefined) throw new Error('no place');
    await bench.outside.settings.update((settings) => ({ ...settings, copyTo: [common] }));
    await add(bench, await makeDevice(), { backUp: false });
    const give = (copyTo: readonly (typeof own)[]): Promise<unknown> =>
      bench.outside.settings.update((settings) => ({
        ...settings,
        devices: settings.devices.map((device) => ({ ...device, copyTo })),
      }));
    await give([own]);
    await backUp(bench);
    expect(await archivesIn(own.root)).toHaveLength(1);
    expect(await archivesIn(common.root)).toHaveLength(0);
    await give([]);
    await backUp(bench);
    expect((await bench.keeper.listDevices())[0]?.copies).toEqual([]);
    expect(await bench.keeper.copies(everything, { signal: never() })).toEqual([]);
    expect(await archivesIn(common.root)).toHaveLength(0);
  });

  it('keeps two devices apart whose folders have the same name in different vaults', async () => {
    const bench = await makeBench();
    await copyTo(bench, 'nas');
    const one = await makeDevice();
    const other = await makeDevice({ serial: '2040TWR000042' });
    await add(bench, one, { name: 'Office', vault: path.join(bench.folder, 'one') });
    await bench.outside.settings.update((settings) => ({
      ...settings,
      devices: settings.devices.map((device) => ({ ...device, name: 'First' })),
    }));
    await add(bench, other, { name: 'Office', vault: path.join(bench.folder, 'two') });
    const nas = path.join(bench.folder, 'nas');
    const folders = (await readdir(nas)).filter((name) => name !== MARKER_NAME).sort();
    expect(folders).toEqual(['Office', 'Office-0042']);
    // Also when the first is gone: its copies are not given to the other.
    await bench.keeper.removeDevice('First', { deleteBackups: false });
    await backUp(bench);
    expect(await archivesIn(path.join(nas, 'Office'))).toHaveLength(1);
    expect(await archivesIn(path.join(nas, 'Office-0042'))).toHaveLength(2);
  });

  it('waits for its turn: a device that is being backed up is busy, and is shown as it stands', async () => {
    const bench = await makeBench();
    await copyTo(bench, 'nas');
    const { device } = await add(bench, await makeDevice());
    const lock = lockRun(bench.home, device.id);
    expect(await bench.keeper.copies(everything, { signal: never() })).toMatchObject([
      { ok: false, sentence: 'nas: up to date', error: { code: 'busy' } },
    ]);
    lock?.release();
  });

  it('holds nothing half when the copying is cancelled in the middle, which fails no backup', async () => {
    const bench = await makeBench();
    const { device: view } = await add(bench, await makeDevice());
    await copyTo(bench, 'nas');
    const settings = await bench.outside.settings.read();
    const device = settings.devices.find(({ id }) => id === view.id);
    if (device === undefined) throw new Error('no device');
    const stop = new AbortController();
    const ports = innerPorts(bench);
    const places: PlaceDoor = {
      through: (root, patience, work) =>
        ports.places.through(root, patience, (fs) =>
          work({
            ...fs,
            createFile: (file) => {
              stop.abort();
              return fs.createFile(file);
            },
          }),
        ),
    };
    const options = { signal: stop.signal };
    expect(await copyAfterBackup({ ...ports, places }, settings, device, options)).toEqual([
      {
        code: 'copy/behind',
        place: 'nas',
        state: 'behind',
        behind: 0,
        since: '',
        error: 'cancelled',
        problem: 'Cancelled.',
      },
    ]);
    expect(stop.signal.aborted).toBe(true);
    expect([...(await filesBelow(path.join(bench.folder, 'nas'))).keys()]).toEqual([
      path.join(bench.folder, 'nas', MARKER_NAME),
    ]);
    expect(await bench.keeper.copies(everything, { signal: never() })).toMatchObject([{ ok: true, copied: 1 }]);
  });

  it('is forgotten with its device', async () => {
    const bench = await makeBench();
    await copyTo(bench, 'nas');
    await add(bench, await makeDevice());
    expect(bench.outside.history.notes.all('copy').size).toBe(1);
    await bench.keeper.removeDevice('Office', { deleteBackups: false });
    expect(bench.outside.history.notes.all('copy').size).toBe(0);
    expect(await archivesIn(path.join(bench.folder, 'nas'))).toHaveLength(1);
  });
});
