import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { injects } from '../faults/index.ts';
import { add, archivesIn, backUp, everything, failureOf, filesBelow, makeBench, makeDevice, never } from './harness.ts';

async function stored(count: number) {
  const bench = await makeBench();
  const device = await makeDevice();
  await add(bench, device);
  for (let more = 1; more < count; more++) {
    bench.advance(60_000);
    await backUp(bench);
  }
  return { bench, device };
}

async function flip(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await writeFile(file, bytes);
}

describe('verifying stored backups', () => {
  it('finds all of them sound, and says so in their records', async () => {
    const { bench } = await stored(2);
    const results = await bench.keeper.verify({ selection: everything }, { signal: never() });
    expect(results.map(({ ok, device }) => [ok, device])).toEqual([
      [true, 'Office'],
      [true, 'Office'],
    ]);
  });

  it('finds one flipped bit; that backup stops counting at once, and counts again when it was put right', async (context) => {
    const fault = injects(context, 'saving/bit-rot');
    const { bench } = await stored(2);
    const [file = ''] = await archivesIn(bench.vault);
    const good = await readFile(file);
    await flip(file);
    const results = await bench.keeper.verify({ selection: everything }, { signal: never() });
    expect(results.filter(({ ok }) => !ok)).toMatchObject([{ file, error: { code: 'archive/damaged' } }]);
    fault.fired();
    expect((await bench.keeper.listDevices())[0]?.backups).toBe(1);
    expect(await readFile(file)).not.toEqual(good);
    await writeFile(file, good);
    await bench.keeper.verify({ selection: everything }, { signal: never() });
    expect((await bench.keeper.listDevices())[0]?.backups).toBe(2);
  });

  it('reports a backup that is gone', async (context) => {
    const fault = injects(context, 'saving/archive-gone');
    const { bench } = await stored(2);
    const [file = ''] = await archivesIn(bench.vault);
    await rm(file);
    const results = await bench.keeper.verify({ selection: everything }, { signal: never() });
    expect(results.find((result) => result.file === file)).toMatchObject({
      ok: false,
      error: { code: 'archive/incomplete' },
    });
    const entries = await bench.keeper.history(everything);
    expect(entries.map(({ backup }) => backup).sort()).toEqual(['missing', 'verified']);
    fault.fired();
  });

  it('checks files that the application does not know, and changes nothing', async () => {
    const { bench } = await stored(1);
    const [file = ''] = await archivesIn(bench.vault);
    const foreign = path.join(bench.folder, 'exports', 'SynologyRouter_20250504.dss');
    await mkdir(path.dirname(foreign));
    await copyFile(file, foreign);
    expect(await bench.keeper.verify({ files: [foreign] }, { signal: never() })).toMatchObject([{ ok: true }]);
    await writeFile(foreign, 'not an archive at all');
    expect(await bench.keeper.verify({ files: [foreign] }, { signal: never() })).toMatchObject([
      { ok: false, error: { code: 'archive/not-an-archive' } },
    ]);
    expect([...(await filesBelow(path.dirname(foreign))).keys()]).toEqual([foreign]);
    const missing = await bench.keeper.verify({ files: [`${foreign}.none`] }, { signal: never() });
    expect(missing).toMatchObject([{ ok: false, error: { code: 'usage/invalid' } }]);
  });
});

describe('the history', () => {
  it('tells every run in a sentence, newest first', async () => {
    const { bench, device } = await stored(2);
    device.changeSetting('AutoBlock_attempts', '5');
    bench.advance(60_000);
    await backUp(bench);
    bench.advance(60_000);
    device.behave({ download: { fault: 'empty' } });
    await backUp(bench);
    const entries = await bench.keeper.history(everything);
    expect(entries.map(({ outcome, backup, trigger }) => [outcome, backup, trigger])).toEqual([
      ['failed', undefined, 'manual'],
      ['verified', 'verified', 'manual'],
      ['verified', 'verified', 'manual'],
      ['verified', 'verified', 'added'],
    ]);
    expect(entries.map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('incomplete'),
      expect.stringMatching(/settings changed\.$/),
      expect.stringMatching(/nothing changed\.$/),
      expect.stringMatching(/the first backup\.$/),
    ]);
  });

  it('is rebuilt from the vault alone', async () => {
    const { bench } = await stored(3);
    const before = await bench.keeper.history(everything);
    bench.keeper.close();
    for (const name of ['history.db', 'history.db-wal', 'history.db-shm']) {
      await rm(path.join(bench.home.folder, name), { force: true });
    }
    const after = await (await bench.reopen()).history(everything);
    expect(after.map(({ file, sha256 }) => [file, sha256])).toEqual(before.map(({ file, sha256 }) => [file, sha256]));
  });
});

describe('pruning', () => {
  it('shows what it would delete, then deletes just that', async () => {
    const { bench } = await stored(5);
    const { openSettings } = await import('../../electron/records/index.ts');
    await openSettings(bench.home).update((current) => ({ ...current, keep: { newest: 3, weekly: 0, monthly: 0 } }));
    const [shown] = await bench.keeper.prune(everything, true);
    if (!shown?.ok) throw new Error('not shown');
    expect(shown).toMatchObject({ dryRun: true, kept: 3 });
    expect(shown.removed).toHaveLength(2);
    expect(await archivesIn(bench.vault)).toHaveLength(5);
    const [done] = await bench.keeper.prune(everything, false);
    expect(done).toMatchObject({ ok: true, removed: shown.removed });
    expect(await archivesIn(bench.vault)).toHaveLength(3);
  });
});

describe('removing a device', () => {
  it('keeps the backups unless told otherwise, and forgets the password', async () => {
    const { bench } = await stored(2);
    const result = await bench.keeper.removeDevice('Office', { deleteBackups: false });
    expect(result).toMatchObject({ device: 'Office', deletedBackups: 0 });
    expect(await archivesIn(bench.vault)).toHaveLength(2);
    expect(await bench.keeper.listDevices()).toEqual([]);
  });

  it('deletes its backups when told, and nothing of anybody else', async () => {
    const { bench } = await stored(2);
    const [view] = await bench.keeper.listDevices();
    const foreign = path.join(view?.folder ?? '', 'my-notes.txt');
    await writeFile(foreign, 'mine');
    const result = await bench.keeper.removeDevice('Office', { deleteBackups: true });
    expect(result.deletedBackups).toBe(2);
    expect(await archivesIn(bench.vault)).toEqual([]);
    expect((await filesBelow(bench.vault)).has(foreign)).toBe(true);
  });
});

describe('the restore guide', () => {
  it('is filled in with this device and its newest backup', async () => {
    const { bench, device } = await stored(2);
    const { text, file } = await bench.keeper.restoreGuide({ name: 'office' });
    expect(text).toContain(device.origin);
    expect(text).toContain(path.basename(file));
    expect(text).toContain('Control Panel > Backup & Restore');
  });

  it('is given for a file, but not for a broken one', async () => {
    const { bench } = await stored(1);
    const [file = ''] = await archivesIn(bench.vault);
    expect((await bench.keeper.restoreGuide({ file })).text).toContain(path.basename(file));
    await flip(file);
    expect((await failureOf(bench.keeper.restoreGuide({ file }))).code).toMatch(/^archive\//);
  });

  it('says so when there is no backup yet', async () => {
    const bench = await makeBench();
    await add(bench, await makeDevice(), { backUp: false });
    expect((await failureOf(bench.keeper.restoreGuide({ name: 'Office' }))).message).toContain('no verified backup');
  });
});
