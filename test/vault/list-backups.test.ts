import { mkdir, readFile, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  diskFs,
  listBackups,
  planRetention,
  recordCheck,
  rebuildRuns,
  type DurableFs,
  type VerifiedBackup,
} from '../../electron/vault/index.ts';
import { injects } from '../faults/index.ts';
import { save, statesIn, TAKEN_AT } from './sample.ts';
import { temporaryFolder } from './temporary-folder.ts';

async function oneBackup(): Promise<{ readonly folder: string; readonly entry: VerifiedBackup }> {
  const folder = path.join(await temporaryFolder('memory'), 'Office');
  return { folder, entry: await save(folder) };
}

describe('a device folder', () => {
  it('shows its backups newest first, by when they were taken', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const saved: string[] = [];
    for (const date of [3, 1, 2]) {
      const hostName = `z${9 - date}`;
      saved[date] = (await save(folder, { takenAt: new Date(2026, 10, date), hostName })).file;
    }
    expect((await listBackups(folder)).map(({ file }) => file)).toEqual([saved[3], saved[2], saved[1]]);
  });

  it('that does not exist yet has none, but a vault that is gone is told', async () => {
    const root = await temporaryFolder();
    expect(await listBackups(path.join(root, 'Office'))).toEqual([]);
    const gone = path.join(root, 'gone', 'Office');
    await expect(listBackups(gone)).rejects.toMatchObject({ code: 'vault/missing' });
    await writeFile(path.join(root, 'file'), '');
    await expect(listBackups(path.join(root, 'file'))).rejects.toMatchObject({ code: 'vault/unwritable' });
  });

  it('passes over foreign files, hidden ones and folders unless they look like an archive', async (context) => {
    const fault = injects(context, 'saving/foreign-files');
    const { folder, entry } = await oneBackup();
    await writeFile(path.join(folder, 'notes.txt'), '');
    await writeFile(path.join(folder, '.DS_Store'), '');
    await writeFile(path.join(folder, `._${entry.file}`), 'what macOS leaves on shares');
    await writeFile(path.join(folder, '.routerkeep-00.part'), '');
    await writeFile(path.join(folder, 'stray.dss.json'), 'no sidecar of ours');
    await writeFile(path.join(folder, 'SynologyRouter_20250504.DSS'), 'an old manual export');
    await mkdir(path.join(folder, 'folder.dss'));
    await symlink('/etc/hostname', path.join(folder, 'link.dss'));
    fault.fired(8);
    expect(await statesIn(folder)).toEqual({
      [entry.file]: 'verified',
      'SynologyRouter_20250504.DSS': 'unknown',
      'folder.dss': 'unknown',
      'link.dss': 'unknown',
    });
  });

  it.for<[string, number]>([
    ['shorter', 100],
    ['longer', 6000],
    ['empty', 0],
  ])('shows an archive that became %s as damaged, and says so', async ([, bytes], context) => {
    const fault = injects(context, 'saving/archive-other-size');
    const { folder, entry } = await oneBackup();
    await truncate(entry.path, bytes);
    fault.fired();
    const [listed] = await listBackups(folder);
    expect(listed).toMatchObject({ state: 'damaged', problem: { code: 'archive/damaged' } });
    expect(listed?.state === 'damaged' && listed.problem.message).toContain(`it has ${bytes} bytes instead of 5000`);
  });

  it('does not take a copied or touched file for damaged', async () => {
    const { folder, entry } = await oneBackup();
    await utimes(entry.path, new Date(0), new Date());
    expect(await statesIn(folder)).toEqual({ [entry.file]: 'verified' });
  });

  it('does not believe a link that leads to an archive of the right size', async (context) => {
    const fault = injects(context, 'saving/symlink-planted');
    const { folder, entry } = await oneBackup();
    await rm(entry.path);
    // As long as the archive was: a link has the length of the path it holds.
    await symlink('x'.repeat(64), entry.path);
    const sidecar = JSON.parse(await readFile(`${entry.path}.json`, 'utf8')) as object;
    await writeFile(`${entry.path}.json`, JSON.stringify({ ...sidecar, bytes: 64 }));
    fault.fired();
    expect(await statesIn(folder)).toEqual({ [entry.file]: 'unknown' });
  });

  it('shows an archive that is gone as missing', async (context) => {
    const fault = injects(context, 'saving/archive-gone');
    const { folder, entry } = await oneBackup();
    await rm(entry.path);
    fault.fired();
    expect(await listBackups(folder)).toEqual([{ ...entry, state: 'missing' }]);
  });

  it('shows one that failed a later check as damaged, with what that check said, and retention no longer counts it', async () => {
    const { folder, entry } = await oneBackup();
    for (let count = 0; count < 3; count += 1) await save(folder, { takenAt: new Date(2026, 10, 1 + count) });
    const failure = { code: 'archive/incomplete', message: 'The archive is incomplete: it has no database.' };
    await recordCheck(folder, entry.file, { checkedAt: TAKEN_AT.toISOString(), failure });
    const entries = await listBackups(folder);
    const [listed] = entries;
    expect(listed).toMatchObject({ state: 'damaged', file: entry.file, problem: failure });
    expect(listed?.state === 'damaged' && listed.problem.hint).toMatch(/does not count as a backup/);
    const plan = planRetention(entries, { newest: 3, weekly: 0, monthly: 0 }, TAKEN_AT);
    expect(plan.keep.map(({ file }) => file)).not.toContain(entry.file);
    expect(plan.remove).toEqual([]);
  });

  it('shows a placeholder of a cloud service as away, not as damaged', async () => {
    const { folder, entry } = await oneBackup();
    const carriedAway: DurableFs = {
      ...diskFs,
      lstat: async (file) => {
        const facts = await diskFs.lstat(file);
        return {
          ...facts,
          blocks: 0,
          isFile: () => facts.isFile(),
          isDirectory: () => facts.isDirectory(),
          isSymbolicLink: () => facts.isSymbolicLink(),
        };
      },
    };
    for (const platform of ['win32', 'darwin'] as const) {
      const [listed] = await listBackups(folder, { fs: carriedAway, platform });
      expect(listed).toMatchObject({ state: 'away', file: entry.file });
    }
    // On Linux a file system that packs small files looks the same.
    const [listed] = await listBackups(folder, { fs: carriedAway, platform: 'linux' });
    expect(listed).toMatchObject({ state: 'verified' });
  });

  it('shows what iCloud of older systems took away as away', async () => {
    const { folder, entry } = await oneBackup();
    await rename(entry.path, path.join(folder, `.${entry.file}.icloud`));
    expect(await statesIn(folder)).toEqual({ [entry.file]: 'away' });
  });
});

describe('a sidecar', () => {
  it('that is missing leaves an unknown file, which nobody counts and retention does not touch', async (context) => {
    const fault = injects(context, 'saving/sidecar-missing');
    const { folder, entry } = await oneBackup();
    await rm(`${entry.path}.json`);
    fault.fired();
    expect(await listBackups(folder)).toMatchObject([
      { state: 'unknown', file: entry.file, reason: 'its sidecar file is missing' },
    ]);
    for (let count = 1; count < 5; count += 1) await save(folder, { takenAt: new Date(2026, 10, 20 + count) });
    const plan = planRetention(await listBackups(folder), { newest: 3, weekly: 0, monthly: 0 }, TAKEN_AT);
    expect([...plan.keep.map(({ file }) => file), ...plan.remove]).not.toContain(entry.file);
    expect(await rebuildRuns(path.dirname(folder))).toHaveLength(4);
  });

  it('cut at any byte leaves an unknown file, never a verified one, and the history goes on without it', async (context) => {
    const fault = injects(context, 'saving/sidecar-cut');
    const { folder, entry } = await oneBackup();
    const whole = await readFile(`${entry.path}.json`);
    // All but the last byte, a line break that may be missing.
    for (let length = 0; length < whole.length - 1; length += 1) {
      await writeFile(`${entry.path}.json`, whole.subarray(0, length));
      expect(await statesIn(folder), `cut after ${length} bytes`).toEqual({ [entry.file]: 'unknown' });
      fault.fired();
    }
    expect(await rebuildRuns(path.dirname(folder))).toEqual([]);
    await writeFile(`${entry.path}.json`, whole);
    expect(await listBackups(folder)).toEqual([entry]);
  });

  const spoiled: readonly (readonly [what: string, spoil: (text: string) => string, reason: string])[] = [
    ['of a newer version', (text) => text.replace('"version": 1', '"version": 2'), 'newer Routerkeep'],
    ['of another file', (text) => text.replace('_20261120.dss', '_20261119.dss'), 'another file'],
    ['with a path for a name', (text) => text.replace('"Synology', '"../Synology'), 'another file'],
    ['with an absolute name', (text) => text.replace('"Synology', '"/etc/Synology'), 'another file'],
    ['without a checksum', (text) => text.replace('"sha256"', '"sha-256"'), 'not come from Routerkeep'],
    [
      'with a checksum of the wrong form',
      (text) => text.replace(/"sha256": "./, '"sha256": "Z'),
      'not come from Routerkeep',
    ],
    ['that is foreign JSON', () => '[1, 2, 3]', 'not come from Routerkeep'],
    ['that is null', () => 'null', 'not come from Routerkeep'],
    ['that is empty', () => '', 'cut short'],
    ['that is huge', (text) => text + ' '.repeat(2 ** 20), 'cannot be read'],
  ];
  it.for(spoiled)('%s is not believed', async ([what, spoil, reason], context) => {
    const fault = injects(context, what === 'of a newer version' ? 'saving/sidecar-newer' : 'saving/foreign-files');
    const { folder, entry } = await oneBackup();
    const before = await readFile(`${entry.path}.json`, 'utf8');
    const after = spoil(before);
    expect(after).not.toBe(before);
    fault.fired();
    await writeFile(`${entry.path}.json`, after);
    const [listed] = await listBackups(folder);
    expect(listed).toMatchObject({ state: 'unknown', file: entry.file });
    expect(listed?.state === 'unknown' && listed.reason).toContain(reason);
  });

  it('that is a link is not believed, and neither is one that was renamed with its archive', async () => {
    const { folder, entry } = await oneBackup();
    await rename(`${entry.path}.json`, path.join(folder, 'elsewhere'));
    await symlink(path.join(folder, 'elsewhere'), `${entry.path}.json`);
    expect(await statesIn(folder)).toEqual({ [entry.file]: 'unknown' });
    await rm(`${entry.path}.json`);
    await rename(path.join(folder, 'elsewhere'), path.join(folder, 'renamed.dss.json'));
    await rename(entry.path, path.join(folder, 'renamed.dss'));
    expect(await statesIn(folder)).toEqual({ 'renamed.dss': 'unknown' });
  });

  it('tells all that is odd in an archive, however much that is', async () => {
    const folder = path.join(await temporaryFolder(), 'Office');
    const entry = await save(folder);
    const { verification } = entry.sidecar;
    const warnings = Array.from({ length: 1_500 }, () => ({ code: 'unfamiliar/no-database' }));
    const sidecar = { ...entry.sidecar, verification: { ...verification, warnings } };
    await writeFile(`${entry.path}.json`, JSON.stringify(sidecar));
    expect(await listBackups(folder)).toMatchObject([{ state: 'verified', sidecar: { verification: { warnings } } }]);
  });

  it.for([
    ['deviceId', '/tmp/escaped'],
    ['deviceId', 'A0000000-0000-4000-8000-000000000001'],
    ['deviceId', '00000000-0000-4000-8000-000000000001/x'],
    ['runId', ''],
    ['runId', '../run'],
    ['takenAt', 'yesterday'],
    ['checkedAt', '2026-11-20'],
    ['sha256', 'AB'.repeat(32)],
    ['durationMs', 1e15],
    ['note', 'x'.repeat(100_000)],
    ['deviceName', 'x'.repeat(100_000)],
    ['writtenBy', 7],
    ['owner', '../owner'],
    ['identity', { product: 'SRM', model: 'x'.repeat(1_001) }],
    ['identity', { product: 'SRM', hostName: 'x'.repeat(100_000) }],
    ['verification', { container: 'gzip' }],
  ] as const)('with %s of another form than ours is not believed', async ([field, value], context) => {
    const fault = injects(context, 'saving/sidecar-planted');
    const folder = path.join(await temporaryFolder(), 'Office');
    const entry = await save(folder);
    await writeFile(`${entry.path}.json`, JSON.stringify({ ...entry.sidecar, [field]: value }));
    fault.fired();
    expect(await listBackups(folder)).toMatchObject([{ state: 'unknown', file: entry.file }]);
  });
});
