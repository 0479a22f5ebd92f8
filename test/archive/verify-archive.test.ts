import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verificationSchema } from '../../shared/index.ts';
import { openArchiveFile } from '../../electron/archive/archive-file.ts';
import { refusalOf, testFolder, verifyBytes } from './archive-folder.ts';
import { buildDatabase, buildTar, gzip, sampleArchive, sampleParts, xz } from './build-archive.ts';

describe('a sound archive', () => {
  it.each([
    ['gzip', gzip],
    ['xz', xz],
  ] as const)('in %s is opened to its last row', async (container, compress) => {
    const tar = await buildTar(await sampleParts());
    const packed = compress(tar);
    const verification = await verifyBytes(packed, {
      expected: { product: 'SRM', unique: 'synology_cypress_rt6600ax' },
    });
    expect(verification).toEqual({
      container,
      bytes: packed.length,
      unpackedBytes: tar.length,
      members: 4,
      osName: 'SRM',
      osVersion: '1.3-9346',
      unique: 'synology_cypress_rt6600ax',
      tables: 3,
      rows: 6,
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      warnings: [],
    });
    expect(verificationSchema.parse(verification)).toEqual(verification);
  });
});

describe('an archive of another device', () => {
  it.each([
    [{ product: 'DSM' }, 'This is another device: expected DSM, found SRM.'],
    [
      { unique: 'synology_ipq806x_rt2600ac' },
      'This is another device: expected synology_ipq806x_rt2600ac, found synology_cypress_rt6600ax.',
    ],
  ] as const)('is refused: expected %j', async (expected, message) => {
    const error = await refusalOf(await sampleArchive(), { expected });
    expect(error).toMatchObject({ code: 'device/other-device', message });
  });

  it('is not assumed where config_info names no model', async () => {
    const archive = await sampleArchive({ info: 'os_name="SRM"\n' });
    const verification = await verifyBytes(archive, { expected: { product: 'SRM', unique: 'synology_x' } });
    expect(verification.unique).toBeUndefined();
  });
});

describe('an archive without what makes it one', () => {
  it.each([
    ['', { code: 'unfamiliar/missing-keys' }],
    ['unique="x"\n', { code: 'unfamiliar/missing-keys' }],
    [Buffer.from([0xff, 0xfe, 0x00]), { code: 'unfamiliar/config-info' }],
    ['os_name="SRM\u001b[31m"\n', { code: 'unfamiliar/config-info' }],
    ['a'.repeat(70_000), { code: 'unfamiliar/config-info' }],
  ] as const)('counts when config_info says little: %.20s', async (info, warning) => {
    const { osName, warnings } = await verifyBytes(await sampleArchive({ info }), { expected: { product: 'SRM' } });
    expect({ osName, warnings }).toMatchObject({ osName: undefined, warnings: [warning] });
  });

  it('is of a system whose words are shown without what turns them round or is not seen', async () => {
    const info = 'os_name="S\u202eRM"\ndsm_majorversion="7\u200b"\ndsm_minorversion="2"\nunique="synology_x\u2066"\n';
    const { osName, osVersion, unique } = await verifyBytes(await sampleArchive({ info }), {
      expected: { product: 'SRM', unique: 'synology_x' },
    });
    expect({ osName, osVersion, unique }).toEqual({ osName: 'SRM', osVersion: '7.2', unique: 'synology_x' });
  });

  it('is incomplete when no table has a row', async () => {
    const database = await buildDatabase('CREATE TABLE confbkp_config_tb (key TEXT, value TEXT)');
    const error = await refusalOf(await sampleArchive({ database }));
    expect(error).toMatchObject({ code: 'archive/incomplete' });
    expect(error.message).toContain('holds no settings');
  });
});

describe('a collapse beside the last good backup', () => {
  it('is a warning and no failure', async () => {
    const archive = await sampleArchive();
    const { warnings } = await verifyBytes(archive, { previous: { bytes: 90_000, rows: 400 } });
    expect(warnings).toEqual([
      { code: 'collapse/size', bytes: archive.length, previous: 90_000 },
      { code: 'collapse/rows', rows: 6, previous: 400 },
    ]);
  });

  it('is not seen in an ordinary change', async () => {
    const archive = await sampleArchive();
    const { warnings } = await verifyBytes(archive, { previous: { bytes: archive.length + 300, rows: 11 } });
    expect(warnings).toEqual([]);
  });
});

describe('an archive beyond a ceiling', () => {
  it.each([
    ['packedBytes', 500, 'more than 500 bytes packed'],
    ['unpackedBytes', 20_000, 'more than 20,000 bytes unpacked'],
    ['members', 3, 'more than 3 entries'],
    ['databaseBytes', 5_000, 'more than 5,000 bytes of databases'],
  ])('of %s is refused', async (limit, value, words) => {
    const error = await refusalOf(await sampleArchive(), { limits: { [limit]: value } });
    expect(error).toMatchObject({
      code: 'archive/too-large',
      message: `The archive is larger than a configuration can be (${words}).`,
    });
  });
});

describe('an untrusted name in a sentence', () => {
  it('is cut', async () => {
    const name = `/${'long'.repeat(24)}`;
    const { warnings } = await verifyBytes(await sampleArchive({ more: [{ name, contents: 'x' }] }));
    expect(warnings).toMatchObject([{ code: 'unfamiliar/name', path: `"/${'long'.repeat(19)}lon..."` }]);
  });
});

describe('a file that changes while it is read', () => {
  it.each([
    ['shrinks', 100_000],
    ['grows', 900_000],
  ])('is refused: it %s', async (_case, bytes) => {
    const path = join(await testFolder(), 'a.dss');
    await writeFile(path, Buffer.alloc(500_000));
    const file = await openArchiveFile(path);
    try {
      const chunks = file.chunks();
      await chunks.next();
      await truncate(path, bytes);
      const rest = async (): Promise<void> => {
        while ((await chunks.next()).done !== true);
      };
      await expect(rest()).rejects.toMatchObject({
        message: 'The archive is damaged: the file changed while it was being read.',
      });
    } finally {
      await file.close();
    }
  });
});

describe('cancelling', () => {
  it('counts as such for whatever reason it is done', async () => {
    const controller = new AbortController();
    controller.abort(new Error('the window was closed'));
    expect(await refusalOf(await sampleArchive(), { signal: controller.signal })).toMatchObject({ code: 'cancelled' });
  });

  it.each([
    ['gzip', gzip],
    ['xz', xz],
  ] as const)('ends a reading of %s as "cancelled"', async (_container, compress) => {
    const parts = await sampleParts({
      more: [{ name: 'ConfigBkp/large', contents: Buffer.alloc(8_000_000, 'abcde') }],
    });
    const archive = compress(await buildTar(parts));
    const controller = new AbortController();
    const refusal = refusalOf(archive, { signal: controller.signal });
    setImmediate(() => controller.abort());
    expect(await refusal).toMatchObject({ code: 'cancelled' });
    // The decoder of xz works for one reader at a time: the next one must not wait for the cancelled one.
    expect(await verifyBytes(compress(await buildTar(await sampleParts())))).toMatchObject({ rows: 6 });
  });

  it('before the beginning reads nothing', async () => {
    expect(await refusalOf(await sampleArchive(), { signal: AbortSignal.abort() })).toMatchObject({
      code: 'cancelled',
    });
  });
});
