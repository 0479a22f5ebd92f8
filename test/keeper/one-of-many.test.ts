import { rmSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockRun } from '../../electron/records/index.ts';
import { add, archivesIn, backUp, everything, failureOf, makeBench, makeDevice, never, type Bench } from './harness.ts';

/** Two devices; the first keeps its backups in a vault of its own. */
async function two(): Promise<{ readonly bench: Bench; readonly own: string; readonly first: string }> {
  const bench = await makeBench();
  const own = path.join(bench.folder, 'own-vault');
  const { device } = await add(bench, await makeDevice(), { vault: own });
  await add(bench, await makeDevice({ profile: 'dsm7' }), { name: 'Attic' });
  return { bench, own, first: device.id };
}

describe('one device among many', () => {
  it('whose vault is away does not keep the backups of the others from being verified', async () => {
    const { bench, own } = await two();
    await rm(own, { recursive: true });
    const results = await bench.keeper.verify({ selection: everything }, { signal: never() });
    expect(results).toMatchObject([
      { device: 'Office', ok: false, error: { code: 'vault/missing' } },
      { device: 'Attic', ok: true },
    ]);
  });

  it('whose vault is away does not keep the others from being pruned', async () => {
    const { bench, own } = await two();
    await rm(own, { recursive: true });
    expect(await bench.keeper.prune(everything, false)).toMatchObject([
      { device: 'Office', ok: false, error: { code: 'vault/missing' } },
      { device: 'Attic', ok: true, kept: 1 },
    ]);
  });

  it('that is being backed up does not keep the others from being pruned', async () => {
    const { bench, first } = await two();
    const lock = lockRun(bench.home, first);
    const results = await bench.keeper.prune(everything, false);
    lock?.release();
    expect(results).toMatchObject([
      { device: 'Office', ok: false, error: { code: 'busy' } },
      { device: 'Attic', ok: true },
    ]);
  });

  it('stays when its backups were to be deleted and could not', async () => {
    const { bench, own } = await two();
    await rm(own, { recursive: true });
    expect((await failureOf(bench.keeper.removeDevice('Office', { deleteBackups: true }))).code).toBe('vault/missing');
    expect((await bench.keeper.listDevices()).map(({ name }) => name)).toEqual(['Office', 'Attic']);
    expect(await bench.keeper.removeDevice('Office', { deleteBackups: false })).toMatchObject({ ok: true });
  });
});

describe('a check whose finding cannot be written down', () => {
  it('is told all the same, and the other backups are checked', async () => {
    const bench = await makeBench();
    await add(bench, await makeDevice());
    bench.advance(60_000);
    await backUp(bench);
    const [file = ''] = await archivesIn(bench.vault);
    await writeFile(file, (await readFile(file)).fill(0));
    // Retention takes its record away while the check is under way.
    const onProgress = (): void => rmSync(`${file}.json`, { force: true });
    const results = await bench.keeper.verify({ selection: everything }, { signal: never(), onProgress });
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ file, error: { code: 'archive/damaged' } });
  });
});

describe('a backup whose forerunner lies with a cloud service', () => {
  it('is compared with it all the same', async () => {
    const bench = await makeBench();
    await add(bench, await makeDevice());
    const [file = ''] = await archivesIn(bench.vault);
    await rm(file);
    await writeFile(path.join(path.dirname(file), `.${path.basename(file)}.icloud`), '');
    expect((await bench.keeper.history(everything))[0]?.backup).toBe('away');
    bench.advance(60_000);
    expect(await backUp(bench)).toMatchObject({ ok: true, changed: false });
  });
});
