import { cp, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockRun, openHistory } from '../../electron/records/index.ts';
import { listBackups, setPinned } from '../../electron/vault/index.ts';
import { add, archivesIn, backUp, everything, makeBench, makeDevice, never, type Bench } from './harness.ts';

async function stored(count: number) {
  const bench = await makeBench();
  const device = await makeDevice();
  const { device: added } = await add(bench, device);
  for (let more = 1; more < count; more++) {
    bench.advance(60_000);
    await backUp(bench);
  }
  return { bench, device, id: added.id, folder: added.folder };
}

/** What counts, as another process reads it from the history alone, newest first. */
function counting({ home }: Bench): readonly string[] {
  const history = openHistory(home);
  try {
    return history.listRuns({ counting: true }).map(({ file }) => file ?? '');
  } finally {
    history.close();
  }
}

const look = (bench: Bench) => bench.keeper.listDevices();
/** Two looks, further apart than the grain of a file system's clock: from then on the folder's date is believed. */
async function lookUntilBelieved(bench: Bench): Promise<void> {
  for (let looks = 0; looks < 3; looks++) {
    await look(bench);
    bench.advance(3_000);
  }
}
const names = (files: readonly string[]) => files.map((file) => path.basename(file)).toReversed();

async function flip(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await writeFile(file, bytes);
}

describe('a verified run', () => {
  it('counts while its backup lies in the vault, and again when a copy is put back', async () => {
    const { bench, folder } = await stored(3);
    const all = names(await archivesIn(bench.vault));
    const aside = path.join(bench.folder, 'aside');
    await look(bench);
    expect(counting(bench)).toEqual(all);

    await rename(folder, aside);
    await mkdir(folder);
    expect((await look(bench))[0]).toMatchObject({ backups: 0, protection: { state: 'never' } });
    expect(counting(bench)).toEqual([]);

    const newest = all[0] ?? '';
    for (const file of [newest, `${newest}.json`]) await cp(path.join(aside, file), path.join(folder, file));
    expect((await look(bench))[0]).toMatchObject({ backups: 1, protection: { state: 'protected' } });
    expect(counting(bench)).toEqual([newest]);
  });

  it('stays as it is while the vault is away', async () => {
    const { bench } = await stored(2);
    const all = counting(bench);
    await rename(bench.vault, `${bench.vault}.away`);
    expect((await look(bench))[0]).toMatchObject({ vaultProblem: { code: 'vault/missing' } });
    expect((await bench.keeper.history(everything)).map(({ backup }) => backup)).toEqual(['away', 'away']);
    expect(counting(bench)).toEqual(all);
  });

  it('stops counting at once when a check finds its backup damaged, and counts again when it was put right', async () => {
    const { bench } = await stored(2);
    const [older = '', newer = ''] = await archivesIn(bench.vault);
    const good = await readFile(newer);
    await flip(newer);
    await bench.keeper.verify({ files: [newer] }, { signal: never() });
    expect(counting(bench)).toEqual([path.basename(older)]);
    await writeFile(newer, good);
    await bench.keeper.verify({ selection: everything }, { signal: never() });
    expect(counting(bench)).toEqual(names([older, newer]));
  });

  it('does not count when retention has removed its backup; the newest ones do', async () => {
    const { bench } = await stored(5);
    const { openSettings } = await import('../../electron/records/index.ts');
    await openSettings(bench.home).update((current) => ({ ...current, keep: { newest: 3, weekly: 0, monthly: 0 } }));
    await bench.keeper.prune(everything, false);
    await look(bench);
    expect(counting(bench)).toEqual(names(await archivesIn(bench.vault)));
    expect(counting(bench)).toHaveLength(3);
  });

  it('is taken in from its sidecar where the history was lost, as not counting where its archive is gone', async () => {
    const { bench } = await stored(3);
    const [oldest = '', ...others] = await archivesIn(bench.vault);
    await rm(oldest);
    bench.keeper.close();
    for (const name of ['history.db', 'history.db-wal', 'history.db-shm']) {
      await rm(path.join(bench.home.folder, name), { force: true });
    }
    const keeper = await bench.reopen();
    expect(await keeper.history(everything)).toHaveLength(3);
    expect(counting(bench)).toEqual(names(others));
  });
});

describe('a folder that was read before', () => {
  it('is not read again while it is unchanged, for an hour at most', async () => {
    const { bench, folder } = await stored(1);
    const [file = ''] = await archivesIn(bench.vault);
    await lookUntilBelieved(bench);
    // In place: no folder tells of this.
    await writeFile(file, 'cut');
    expect((await look(bench))[0]?.backups).toBe(1);
    bench.advance(3_600_000);
    expect((await look(bench))[0]?.backups).toBe(0);
    expect((await listBackups(folder))[0]?.state).toBe('damaged');
  });

  it('is read again when it was looked at only just after a change', async () => {
    const { bench, folder } = await stored(2);
    const [file = ''] = await archivesIn(bench.vault);
    const { atime, mtime } = await stat(folder);
    await look(bench);
    // Within the same tick of the disk's clock: the folder keeps its date.
    await rm(file);
    await utimes(folder, atime, mtime);
    expect((await look(bench))[0]?.backups).toBe(1);
  });

  it('is read again when anything was put in, taken out or noted, by whomever', async () => {
    const { bench, folder } = await stored(2);
    const [older = '', newer = ''] = await archivesIn(bench.vault);
    await lookUntilBelieved(bench);
    await setPinned(folder, path.basename(older), true);
    expect((await bench.keeper.history(everything)).map(({ pinned }) => pinned)).toEqual([false, true]);
    await lookUntilBelieved(bench);
    await rm(newer);
    expect((await look(bench))[0]?.backups).toBe(1);
  });
});

describe('a check of a device at work', () => {
  it('waits for the run to end', async () => {
    const { bench, id } = await stored(1);
    const lock = lockRun(bench.home, id);
    const checking = bench.keeper.verify({ selection: everything }, { signal: never() });
    const first = await Promise.race([checking, look(bench)]);
    expect(first).toMatchObject([{ name: 'Office' }]);
    lock?.release();
    expect(await checking).toMatchObject([{ ok: true }]);
  });

  it('says that it is busy when the run does not end', async () => {
    const { bench, id } = await stored(1);
    const lock = lockRun(bench.home, id);
    const [file = ''] = await archivesIn(bench.vault);
    const told = { ok: false, device: 'Office', error: { code: 'busy' } };
    expect(await bench.keeper.verify({ selection: everything, files: [file] }, { signal: never() })).toMatchObject([
      told,
      told,
    ]);
    lock?.release();
  });
});
