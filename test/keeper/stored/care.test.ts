import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockRun, openHistory, openSettings } from '../../../electron/records/index.ts';
import { add, archivesIn, backUp, everything, failureOf, makeBench, makeDevice, never } from '../harness.ts';

async function stored(count: number) {
  const bench = await makeBench();
  const device = await makeDevice();
  const { device: added } = await add(bench, device);
  for (let more = 1; more < count; more++) {
    bench.advance(60_000);
    await backUp(bench);
  }
  const files = (await archivesIn(bench.vault)).map((file) => path.basename(file));
  return { bench, keeper: bench.keeper, id: added.id, folder: added.folder, files, first: files[0] ?? '' };
}

async function flip(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await writeFile(file, bytes);
}

const problemOf = async (work: Promise<unknown>) => {
  const { code, message } = await failureOf(work);
  return `${code} ${message}`;
};

describe('a stored backup', () => {
  it('tells what was verified and when, its checksum, where it lies, the firmware', async () => {
    const { keeper, folder, first } = await stored(1);
    const [entry] = await keeper.history(everything);
    expect(await keeper.backupDetails('office', first)).toMatchObject({
      device: 'Office',
      file: first,
      path: path.join(folder, first),
      state: 'verified',
      isLast: true,
      runId: entry?.runId,
      sha256: entry?.sha256,
      firmware: entry?.firmware,
      trigger: 'added',
      changed: null,
      verification: { osName: 'SRM', tables: 9, warnings: [] },
      pinned: false,
      note: '',
    });
  });

  it('tells why it does not count', async () => {
    const { keeper, folder, first } = await stored(1);
    await flip(path.join(folder, first));
    await keeper.verify({ selection: everything }, { signal: never() });
    expect(await keeper.backupDetails('Office', first)).toMatchObject({
      state: 'damaged',
      isLast: false,
      problem: { code: 'archive/damaged' },
    });
  });

  it('is found by its name alone, never by a path', async () => {
    const { keeper, folder, first, bench } = await stored(1);
    for (const file of [
      `../${path.basename(folder)}/${first}`,
      path.join(folder, first),
      `${first}.json`,
      '',
      'x.dss',
    ]) {
      expect(await problemOf(keeper.backupDetails('Office', file))).toContain('usage/invalid "Office" has no backup');
      expect(await problemOf(keeper.deleteBackup('Office', file, { evenIfLast: true }))).toContain('usage/invalid');
    }
    expect(await archivesIn(bench.vault)).toHaveLength(1);
    expect((await failureOf(keeper.backupDetails('Nobody', first))).code).toBe('usage/unknown-device');
  });
});

describe('a pin and a note', () => {
  it('stay with the backup, and a pinned one stays out of retention', async () => {
    const { bench, keeper, files, first } = await stored(5);
    expect(await keeper.pinBackup('Office', first, true)).toMatchObject({ pinned: true });
    expect(await keeper.noteBackup('Office', first, ' Before the move ')).toMatchObject({ note: 'Before the move' });
    await openSettings(bench.home).update((current) => ({ ...current, keep: { newest: 3, weekly: 0, monthly: 0 } }));
    await keeper.prune(everything, false);
    expect((await archivesIn(bench.vault)).map((file) => path.basename(file))).toEqual([first, ...files.slice(2)]);
    expect((await keeper.history(everything)).at(-1)).toMatchObject({ pinned: true, note: 'Before the move' });
    expect(await keeper.pinBackup('Office', first, false)).toMatchObject({ pinned: false, note: 'Before the move' });
    expect(await keeper.noteBackup('Office', first, '')).toMatchObject({ note: '' });
  });

  it('wait for a run under way, and are refused when it does not end', async () => {
    const { bench, keeper, id, first } = await stored(1);
    const lock = lockRun(bench.home, id);
    expect((await failureOf(keeper.pinBackup('Office', first, true))).code).toBe('busy');
    lock?.release();
  });

  it('are one line of text', async () => {
    const { keeper, first } = await stored(1);
    for (const note of ['two\nlines', 'x'.repeat(1_001), '\u001b[31mred']) {
      expect(await problemOf(keeper.noteBackup('Office', first, note))).toContain('usage/invalid');
    }
  });
});

describe('deleting one backup', () => {
  it('takes its sidecar with it; its run stays in the history and counts no more', async () => {
    const { bench, keeper, folder, files, first } = await stored(2);
    await keeper.deleteBackup('Office', first, { evenIfLast: false });
    expect(await archivesIn(bench.vault)).toEqual([path.join(folder, files[1] ?? '')]);
    expect(await readdir(folder)).not.toContain(`${first}.json`);
    expect((await keeper.history(everything)).map(({ backup }) => backup)).toEqual(['verified', 'removed']);
    const history = openHistory(bench.home);
    expect(history.listRuns({ counting: true }).map(({ file }) => file)).toEqual([files[1]]);
    history.close();
  });

  it('refuses the last one that counts unless that is wanted knowingly, also beside damaged ones', async () => {
    const { bench, keeper, folder, files, first } = await stored(2);
    await flip(path.join(folder, first));
    await keeper.verify({ selection: everything }, { signal: never() });
    const last = files[1] ?? '';
    expect(await problemOf(keeper.deleteBackup('Office', last, { evenIfLast: false }))).toContain(
      `${last} is the last verified backup of "Office"`,
    );
    await keeper.deleteBackup('Office', first, { evenIfLast: false });
    expect(await archivesIn(bench.vault)).toHaveLength(1);
    await keeper.deleteBackup('Office', last, { evenIfLast: true });
    expect(await archivesIn(bench.vault)).toEqual([]);
    expect((await keeper.listDevices())[0]).toMatchObject({ backups: 0, protection: { state: 'never' } });
  });

  it('leaves alone what Routerkeep does not know, and changes nothing while a run is under way', async () => {
    const { bench, keeper, folder, id, first } = await stored(2);
    const foreign = path.join(folder, 'Export_20250101.dss');
    await writeFile(foreign, 'mine');
    const asked = keeper.deleteBackup('Office', path.basename(foreign), { evenIfLast: true });
    expect(await problemOf(asked)).toContain('usage/invalid Routerkeep does not know what');
    const lock = lockRun(bench.home, id);
    expect((await failureOf(keeper.deleteBackup('Office', first, { evenIfLast: true }))).code).toBe('busy');
    lock?.release();
    expect(await archivesIn(bench.vault)).toHaveLength(3);
  });
});

describe('saving a backup elsewhere', () => {
  const once = { replace: false, signal: never() };

  it('writes exactly the stored bytes, readable by this user alone, and leaves nothing else', async () => {
    const { bench, keeper, folder, first } = await stored(1);
    const stick = path.join(bench.folder, 'stick');
    await mkdir(stick);
    const target = path.join(stick, 'router.dss');
    const { sha256 } = await keeper.backupDetails('Office', first);
    expect(await keeper.saveBackup('Office', first, target, once)).toMatchObject({ path: target, sha256 });
    expect(await readFile(target)).toEqual(await readFile(path.join(folder, first)));
    expect(await readdir(stick)).toEqual(['router.dss']);
    if (process.platform !== 'win32') expect((await stat(target)).mode & 0o777).toBe(0o600);
  });

  it('replaces nothing unless told', async () => {
    const { bench, keeper, folder, first } = await stored(1);
    const target = path.join(bench.folder, 'router.dss');
    await writeFile(target, 'precious');
    expect(await problemOf(keeper.saveBackup('Office', first, target, once))).toContain('There is already something');
    expect(await readFile(target, 'utf8')).toBe('precious');
    await keeper.saveBackup('Office', first, target, { ...once, replace: true });
    expect(await readFile(target)).toEqual(await readFile(path.join(folder, first)));
  });

  it('never writes into a vault, by whatever way', async () => {
    const { bench, keeper, folder, first } = await stored(2);
    const before = await readdir(folder);
    const link = path.join(bench.folder, 'link');
    await symlink(folder, link, 'junction');
    for (const place of [bench.vault, folder, link]) {
      const target = path.join(place, 'x.dss');
      const asked = keeper.saveBackup('Office', first, target, { ...once, replace: true });
      expect(await problemOf(asked)).toContain('lies inside the backup folder');
    }
    expect(await readdir(folder)).toEqual(before);
  });

  it('says what is wrong with the place', async () => {
    const { bench, keeper, first } = await stored(1);
    const save = (target: string) => problemOf(keeper.saveBackup('Office', first, target, { ...once, replace: true }));
    expect(await save('router.dss')).toContain('not given from the root');
    expect(await save(path.join(bench.folder, 'none', 'router.dss'))).toContain('There is no folder');
    expect(await save(bench.folder)).toContain('not a file that could be replaced');
  });

  it('hands out nothing that would not restore, and leaves an older file where it is', async () => {
    const { bench, keeper, folder, first } = await stored(1);
    const target = path.join(bench.folder, 'router.dss');
    await writeFile(target, 'precious');
    await flip(path.join(folder, first));
    const save = () => failureOf(keeper.saveBackup('Office', first, target, { ...once, replace: true }));
    // Nobody has checked it yet.
    expect((await save()).code).toBe('archive/damaged');
    await keeper.verify({ selection: everything }, { signal: never() });
    expect((await save()).code).toBe('archive/damaged');
    await rm(path.join(folder, first));
    expect((await save()).code).toBe('archive/incomplete');
    expect(await readFile(target, 'utf8')).toBe('precious');
    expect((await readdir(bench.folder)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('stops when it is cancelled, and leaves nothing', async () => {
    const { bench, keeper, first } = await stored(1);
    const target = path.join(bench.folder, 'router.dss');
    const asked = keeper.saveBackup('Office', first, target, { replace: false, signal: AbortSignal.abort() });
    expect((await failureOf(asked)).code).toBe('cancelled');
    expect((await readdir(bench.folder)).sort()).toEqual(['home', 'vault']);
  });
});
