import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Keeper, VerifyResult } from '../../../electron/keeper/types.ts';
import { keepError, reportOf, type Verification } from '../../../shared/index.ts';
import { deviceView } from '../fake-keeper.ts';
import { jsonOf, run } from '../run.ts';

const verification: Verification = {
  container: 'gzip',
  bytes: 92_160,
  unpackedBytes: 378_880,
  members: 12,
  osName: 'SRM',
  osVersion: '1.3-9346',
  tables: 24,
  rows: 1_234,
  contentHash: '34'.repeat(32),
  warnings: [],
};
const good: VerifyResult = { file: '/vault/a.dss', device: 'Office router', ok: true, verification };
const damaged: VerifyResult = {
  file: '/vault/b.dss',
  ok: false,
  error: reportOf(keepError('archive/damaged', { detail: 'its checksum is wrong' })),
};
const missing: VerifyResult = {
  file: '/vault/c.dss',
  ok: false,
  error: reportOf(keepError('archive/incomplete', { detail: 'the file is no longer there' })),
};
const away: VerifyResult = {
  file: '/vault/d.dss',
  ok: false,
  error: reportOf(keepError('vault/missing', { folder: '/vault' })),
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-cli-'));
  await writeFile(path.join(folder, 'old.dss'), 'x');
  await mkdir(path.join(folder, 'folder.dss'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** No device stores beside another home. */
const unshared: Partial<Keeper> = { sharedFolders: () => Promise.resolve([]) };

describe('verify', () => {
  it('tells what each archive holds', async () => {
    const { exit, stdout } = await run(['verify'], { keeper: { ...unshared, verify: () => Promise.resolve([good]) } });
    expect(exit).toBe(0);
    expect(stdout).toBe('ok  /vault/a.dss (92 KB, SRM 1.3-9346, 24 tables, 1,234 rows)\n');
  });

  it.each([
    [[good, good], 0],
    [[good, damaged], 4],
    [[missing], 4],
    [[away], 1],
    [[away, damaged], 4],
  ] as const)('alone calls a stored archive damaged (%#)', async (results, exit) => {
    const ran = await run(['verify', '--json'], { keeper: { ...unshared, verify: () => Promise.resolve(results) } });
    expect(ran.exit).toBe(exit);
    expect(jsonOf(ran)).toEqual({ ok: exit === 0, command: 'verify', results });
  });

  it('says which folders stay open to others, once devices were asked for', async () => {
    const { exit, stderr } = await run(['verify'], {
      keeper: {
        ...unshared,
        verify: () => Promise.resolve([good]),
        closeFolders: () => Promise.resolve(['E:\\Backups\\Office']),
      },
    });
    expect(exit).toBe(0);
    expect(stderr).toContain('Others who use this computer may read E:\\Backups\\Office: its file system keeps no');
  });

  it('sums up, and says of each bad one what is wrong with it', async () => {
    const { stdout, stderr } = await run(['verify'], {
      keeper: { ...unshared, verify: () => Promise.resolve([good, damaged]) },
    });
    expect(stdout).toContain('1 of 2 archives are good.');
    expect(stderr).toContain('/vault/b.dss: The archive is damaged: its checksum is wrong.');
  });

  it('tells names of devices from files', async () => {
    const asked: Parameters<Keeper['verify']>[0][] = [];
    const keeper: Partial<Keeper> = {
      listDevices: () => Promise.resolve([deviceView(), deviceView({ name: 'old.dss2' })]),
      ...unshared,
      verify: (what) => {
        asked.push(what);
        return Promise.resolve([good]);
      },
    };
    await run(['verify', 'office ROUTER', 'old.dss'], { keeper, cwd: folder });
    await run(['verify', 'old.dss2'], { keeper, cwd: folder });
    await run(['verify', path.join(folder, 'old.dss')], { keeper });
    await run(['verify', '--all'], { keeper });
    await run(['verify', 'Nobody'], { keeper, cwd: folder });
    const file = path.join(folder, 'old.dss');
    expect(asked).toEqual([
      { selection: { kind: 'names', names: ['office ROUTER'] }, files: [file] },
      { selection: { kind: 'names', names: ['old.dss2'] } },
      { files: [file] },
      { selection: { kind: 'all' } },
      { selection: { kind: 'names', names: ['Nobody'] } },
    ]);
  });

  it.each([
    ['absent.dss', /There is no file .*absent\.dss/],
    ['folder.dss', /folder\.dss is a folder/],
    ['./nowhere/x', /There is no file/],
    ['old.dss/x.dss', /There is no file/],
  ])('refuses %s as wrong usage, before any work', async (file, sentence) => {
    for (const command of ['verify', 'restore-guide']) {
      const { exit, stderr } = await run([command, file], {
        keeper: { listDevices: () => Promise.resolve([]) },
        cwd: folder,
      });
      expect(exit).toBe(2);
      expect(stderr).toMatch(sentence);
    }
  });
});
