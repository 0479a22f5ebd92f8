import { randomBytes } from 'node:crypto';
import { readFile, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifierInPlace } from '../../electron/archive/index.ts';
import { listUnopened } from '../../electron/vault/index.ts';
import { keepError } from '../../shared/index.ts';
import { add, archivesIn, backUp, codeOf, everything, makeBench, makeDevice, never, SECRETS_ENV } from './harness.ts';

const DAY = 86_400_000;

describe('a download that came whole and cannot be opened', () => {
  it('is kept beside the backups, counts as none, and is told; three at most stay', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    const { device: added } = await add(bench, device);
    device.behave({ download: { fault: 'random' } });
    for (let night = 0; night < 4; night += 1) {
      bench.advance(DAY);
      const result = await backUp(bench);
      expect(codeOf(result)).toBe('archive/not-an-archive');
      expect(!result.ok && result.error.message).toMatch(/came whole and is kept unopened as \S+\.dss\.unopened/);
    }
    const kept = await listUnopened(added.folder);
    expect(kept).toHaveLength(3);
    for (const { path: file } of kept) expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await archivesIn(bench.vault)).toHaveLength(1);
    const [view] = await bench.keeper.listDevices();
    expect(view).toMatchObject({ backups: 1, unopened: [{}, {}, {}] });
    expect((await bench.keeper.history(everything))[0]).toMatchObject({
      outcome: 'failed',
      sentence: expect.stringContaining('kept unopened') as unknown,
    });
    const results = await bench.keeper.verify({ selection: everything }, { signal: never() });
    expect(results.filter((result) => !result.ok && result.unopened === true)).toHaveLength(3);
    const { deletedBackups } = await bench.keeper.removeDevice('Office', { deleteBackups: true });
    expect(deletedBackups).toBe(1);
    await expect(stat(added.folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each(['json-error', 'html', 'other-device', 'bomb', 'cut'] as const)('is not assumed of %s', async (fault) => {
    const bench = await makeBench();
    const device = await makeDevice();
    const { device: added } = await add(bench, device);
    device.behave({ download: { fault } });
    expect((await backUp(bench)).ok).toBe(false);
    expect(await listUnopened(added.folder)).toEqual([]);
  });

  it('is not called whole where the device did not say where it ends', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    const { device: added } = await add(bench, device);
    device.behave({ httpVersion: '1.0', bodies: 'until-close', download: { fault: 'cut' } });
    const result = await backUp(bench);
    expect(!result.ok && result.error.message).toMatch(
      / did not say how long the file is, so it may be cut off\. It is kept unopened as /,
    );
    expect(await listUnopened(added.folder)).toHaveLength(1);
  });

  it('is not copied to its end where it has grown beyond every disk', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    const { device: added } = await add(bench, device);
    device.behave({ download: { fault: 'random' } });
    await backUp(bench);
    const [kept] = await listUnopened(added.folder);
    await truncate(kept?.path ?? '', 2 ** 42);
    const results = await bench.keeper.verify({ selection: everything }, { signal: never() });
    expect(results.find((result) => !result.ok)).toMatchObject({ unopened: true, error: { code: 'archive/damaged' } });
  });

  it('becomes a backup of its day when a later version can open it', async () => {
    let knows = false;
    const bench = await makeBench(SECRETS_ENV, undefined, {
      verifier: {
        ...verifierInPlace,
        verify: async (file, options) => {
          if (!knows) throw keepError('archive/not-an-archive', { detail: 'a container of tomorrow' });
          return await verifierInPlace.verify(file, options);
        },
      },
    });
    const device = await makeDevice();
    const { device: added, backup } = await add(bench, device);
    expect(backup?.ok).toBe(false);
    const [kept] = await listUnopened(added.folder);
    knows = true;
    bench.advance(3 * DAY);
    const [result] = await bench.keeper.verify({ selection: everything }, { signal: never() });
    expect(result).toMatchObject({ ok: true, verification: { osName: 'SRM' } });
    expect(await listUnopened(added.folder)).toEqual([]);
    const [view] = await bench.keeper.listDevices();
    expect(view).toMatchObject({ backups: 1, lastVerified: { at: kept?.facts.takenAt, path: result?.file } });
    const sidecar: unknown = JSON.parse(await readFile(`${result?.file ?? ''}.json`, 'utf8'));
    expect(sidecar).toMatchObject({ takenAt: kept?.facts.takenAt, file: path.basename(result?.file ?? '') });
    expect((await bench.keeper.history(everything)).map(({ outcome }) => outcome).toSorted()).toEqual([
      'failed',
      'verified',
    ]);
  });
});

describe('a backup that shrank by more than half', () => {
  it('is told of every night, until a later one is of normal size or the user has seen it', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    device.changeSetting('ConfigBkp/srm/large.conf', randomBytes(150_000).toString('hex'));
    const { backup } = await add(bench, device);
    expect(backup).not.toHaveProperty('warnings');
    const normal = backup?.ok === true ? backup.bytes : 0;
    const collapsed = [{ code: 'collapse/size', previous: normal }];
    device.changeSetting('ConfigBkp/srm/large.conf', 'gone');
    for (let night = 0; night < 3; night += 1) {
      bench.advance(DAY);
      expect(await backUp(bench)).toMatchObject({ ok: true, warnings: collapsed });
      expect((await bench.keeper.listDevices())[0]).toMatchObject({ warnings: collapsed });
      expect((await bench.keeper.history(everything))[0]).toMatchObject({ warnings: collapsed });
    }
    await bench.keeper.markSeen(everything);
    expect((await bench.keeper.listDevices())[0]).not.toHaveProperty('warnings');
    bench.advance(DAY);
    expect(await backUp(bench)).not.toHaveProperty('warnings');
    expect((await bench.keeper.listDevices())[0]).not.toHaveProperty('warnings');
  });

  it('is forgotten when a later one is of normal size again', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    const large = randomBytes(150_000).toString('hex');
    device.changeSetting('ConfigBkp/srm/large.conf', large);
    await add(bench, device);
    for (const [content, told] of [
      ['gone', true],
      [large, false],
    ] as const) {
      device.changeSetting('ConfigBkp/srm/large.conf', content);
      bench.advance(DAY);
      await backUp(bench);
      expect('warnings' in ((await bench.keeper.listDevices())[0] ?? {})).toBe(told);
    }
  });
});

describe('a backup with something unfamiliar', () => {
  it('is verified, and the history says what it is', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    device.behave({ unfamiliar: ['absolute-link', 'more-keys'] });
    const { backup } = await add(bench, device);
    const warnings = [{ code: 'unfamiliar/link' }, { code: 'unfamiliar/new-keys' }];
    expect(backup).toMatchObject({ ok: true, verified: true, warnings });
    expect((await bench.keeper.history(everything))[0]).toMatchObject({ outcome: 'verified', warnings });
  });
});
