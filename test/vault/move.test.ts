import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  carryBackups,
  chooseTarget,
  diskFs,
  keepUnopened,
  listBackups,
  listUnopened,
  openStage,
  removeCarried,
} from '../../electron/vault/index.ts';
import { KeepError } from '../../shared/index.ts';
import { faultyFs, type Fault } from './faulty-fs.ts';
import { factsOf, save, TAKEN_AT } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

const clock = { now: () => TAKEN_AT.getTime(), sleep: () => Promise.resolve() };
const never = new AbortController().signal;

interface Vaults {
  readonly from: string;
  readonly to: string;
}

async function twoVaults(): Promise<Vaults> {
  const root = await temporaryFolder('memory');
  await mkdir(path.join(root, 'old'));
  await mkdir(path.join(root, 'new'));
  return { from: path.join(root, 'old', 'Office'), to: path.join(root, 'new', 'Office') };
}

/** The contents of the backups that count, in either folder. */
async function countingIn(...folders: readonly string[]): Promise<ReadonlySet<string>> {
  const contents: string[] = [];
  for (const folder of folders) {
    for (const entry of await listBackups(folder)) {
      if (entry.state === 'verified') contents.push((await readFile(entry.path)).toString('base64'));
    }
  }
  return new Set(contents);
}

const FAULTS: readonly Omit<Fault, 'nth'>[] = [
  { lasting: 'once', when: 'before', code: 'EIO' },
  { lasting: 'forever', when: 'before', code: 'EIO' },
  { lasting: 'once', when: 'after', code: 'EIO' },
  { lasting: 'forever', when: 'before', code: 'ENOSPC' },
];

describe('a move to another vault', () => {
  it('takes what could not be opened along, and lets go of it here once it stands whole there', async () => {
    const { from, to } = await twoVaults();
    await save(from);
    const stage = await openStage(from);
    await stage.write(Buffer.from('not to be opened yet'));
    const { runId, deviceId, deviceName, endpoint, identity, trigger, takenAt, durationMs } = factsOf();
    const known = { runId, deviceId, deviceName, endpoint, identity, trigger, durationMs, writtenBy: 'test' };
    const reason = { code: 'archive/not-an-archive', message: 'It is no archive.' };
    const naming = { product: 'SRM', takenAt: TAKEN_AT } as const;
    const kept = await keepUnopened(await stage.finish(), { ...known, takenAt, reason }, naming);
    expect(await carryBackups(from, to)).toEqual([]);
    expect((await listUnopened(from)).map(({ file }) => file)).toEqual([kept.file]);
    expect((await listUnopened(to)).map(({ facts }) => facts)).toEqual([kept.facts]);
    // Given again, it stays one.
    expect(await carryBackups(from, to)).toEqual([]);
    expect(await listUnopened(to)).toHaveLength(1);
    const [there] = await listUnopened(to);
    await writeFile(there?.path ?? '', 'something else');
    await removeCarried(from, to);
    expect(await listUnopened(from)).toHaveLength(1);
    await writeFile(there?.path ?? '', 'not to be opened yet');
    await removeCarried(from, to);
    expect(await readdir(path.dirname(from))).toEqual([]);
  });

  it.each(FAULTS)('loses nothing when it fails with $code at any step, $lasting, $when the work', async (kind) => {
    for (let nth = 1; ; nth += 1) {
      const { from, to } = await twoVaults();
      for (const content of ['first', 'second']) await save(from, {}, Buffer.from(content.repeat(50)));
      const before = await countingIn(from);
      expect(before.size).toBe(2);
      const faulty = faultyFs(diskFs, { ...kind, nth });
      const options = { fs: faulty.fs, clock, signal: never };
      try {
        const left = await carryBackups(from, to, options);
        // As the keeper does: nothing is removed before all of it was carried.
        if (left.length === 0) await removeCarried(from, to, options);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(KeepError);
      }
      expect(await countingIn(from, to), `call ${nth} (${faulty.failed.join()})`).toEqual(before);
      // Given again, it finishes.
      expect(await carryBackups(from, to), `call ${nth}`).toEqual([]);
      await removeCarried(from, to);
      expect(await countingIn(to), `call ${nth}`).toEqual(before);
      expect(await readdir(path.dirname(from)), `call ${nth}`).toEqual([]);
      if (faulty.failed.length > 0) continue;
      expect(nth).toBeGreaterThan(40);
      return;
    }
  });

  it('removes no original whose copy is not what it was', async () => {
    const { from, to } = await twoVaults();
    const { file } = await save(from, {}, Buffer.from('precious'));
    await carryBackups(from, to);
    const { writeFile } = await import('node:fs/promises');
    await writeFile(path.join(to, file), 'pre-ious');
    expect(await removeCarried(from, to)).toMatchObject({ removed: [], left: [{ file }] });
    expect((await readFile(path.join(from, file))).toString()).toBe('precious');
  });

  it('removes no original that does not stand in the new folder, or whose name another backup has there', async () => {
    const { from, to } = await twoVaults();
    const { file } = await save(from, {}, Buffer.from('precious'));
    expect(await removeCarried(from, to)).toMatchObject({ removed: [], left: [{ file }] });
    const later = new Date(TAKEN_AT.getTime() + 1000);
    expect((await save(to, { takenAt: later }, Buffer.from('precious'))).file).toBe(file);
    expect(await removeCarried(from, to)).toMatchObject({ removed: [], left: [{ file }] });
    expect((await readFile(path.join(from, file))).toString()).toBe('precious');
  });

  it('leaves what is not ours, and what does not count, where it is', async () => {
    const { from, to } = await twoVaults();
    const { file } = await save(from);
    const { writeFile } = await import('node:fs/promises');
    await writeFile(path.join(from, 'old-export.dss'), 'by hand');
    await writeFile(path.join(from, 'notes.txt'), 'mine');
    expect(await carryBackups(from, to)).toMatchObject([{ file: 'old-export.dss', state: 'unknown' }]);
    expect(await removeCarried(from, to)).toMatchObject({ removed: [file] });
    expect((await readdir(from)).sort()).toEqual(['notes.txt', 'old-export.dss']);
  });

  it('takes a folder up again that it had begun to fill, and no other device’s', async () => {
    const { from, to } = await twoVaults();
    const backup = await save(from);
    await carryBackups(from, to);
    const root = path.dirname(to);
    const own = { taken: [], deviceId: backup.sidecar.deviceId, files: [backup.file] };
    expect(await chooseTarget(root, 'Office', own)).toBe('Office');
    expect(await chooseTarget(root, 'Office', { ...own, deviceId: 'another', serial: 'X9999' })).not.toBe('Office');
    expect(await chooseTarget(root, 'Office', { ...own, taken: ['office'] })).not.toBe('Office');
  });
});
