import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyArchive } from '../../electron/archive/index.ts';
import { refusalOf, testFolder, verifyBytes } from './archive-folder.ts';
import { buildTar, gzip, sampleParts, xz } from './build-archive.ts';
import { hasXzTool, xzTool } from './xz-tool.ts';

describe('what is no archive', () => {
  it.each([
    ['', 'it is empty'],
    [
      '{"error":{"code":105},"success":false}\n',
      'it is JSON text of 39 bytes, beginning with 7b 22 65 72 72 6f 72 22 3a 7b 22 63 6f 64 65 22',
    ],
    [' \n[1]', 'it is JSON text of 5 bytes, beginning with 20 0a 5b 31 5d'],
    ['\ufeff{}', 'it is JSON text of 5 bytes, beginning with ef bb bf 7b 7d'],
    ['<!DOCTYPE html>', 'it is a web page of 15 bytes, beginning with 3c 21 44 4f 43 54 59 50 45 20 68 74 6d 6c 3e'],
    [
      'PK\u0003\u0004 and more than sixteen bytes',
      'it is 32 bytes long and begins with 50 4b 03 04 20 61 6e 64 20 6d 6f 72 65 20 74 68',
    ],
    ['x', 'it is 1 byte long and begins with 78'],
    ['\u0002dss', 'it is 4 bytes long and begins with 02 64 73 73'],
  ])('is named with its length and first bytes: %j', async (contents, detail) => {
    expect(await refusalOf(Buffer.from(contents))).toMatchObject({
      code: 'archive/not-an-archive',
      message: `This is not a configuration archive: ${detail}.`,
    });
  });

  it('includes folders and pipes, which are not even opened', async () => {
    const folder = await testFolder();
    const code = 'archive/not-an-archive';
    await expect(verifyArchive(folder)).rejects.toMatchObject({ code });
    if (process.platform === 'win32') return;
    await promisify(execFile)('mkfifo', [path.join(folder, 'pipe')]);
    await expect(verifyArchive(path.join(folder, 'pipe'))).rejects.toMatchObject({ code });
  });

  // What the system makes at the moment of reading: it tells 0 bytes of it, and there are more.
  it('includes a file whose size is told as 0 and that holds something', async ({ skip }) => {
    if (!existsSync('/proc/version')) skip('this system has no such file');
    await expect(verifyArchive('/proc/version')).rejects.toMatchObject({ code: 'archive/not-an-archive' });
  });

  it('is told apart from a file that is not there or cannot be read', async () => {
    const folder = await testFolder();
    await expect(verifyArchive(path.join(folder, 'gone.dss'))).rejects.toMatchObject({
      message: 'The archive is damaged: the file is not there.',
    });
    await mkdir(path.join(folder, 'd'));
    await writeFile(path.join(folder, 'f'), '');
    await expect(verifyArchive(path.join(folder, 'f', 'below.dss'))).rejects.toMatchObject({
      // Windows says ENOENT of it.
      message: `The archive is damaged: the file ${process.platform === 'win32' ? 'is not there' : 'cannot be read (ENOTDIR)'}.`,
    });
  });
});

describe.each([
  ['gzip', gzip],
  ['xz', xz],
] as const)('a %s container', (container, compress) => {
  let sound: Buffer;
  beforeAll(async () => {
    sound = compress(await buildTar(await sampleParts()));
  });

  it('is refused when cut', async () => {
    for (const length of [12, 40, sound.length >> 1, sound.length - 9, sound.length - 1]) {
      expect(await refusalOf(sound.subarray(0, length)), String(length)).toMatchObject({
        code: 'archive/damaged',
        message: 'The archive is damaged: it ends too early.',
      });
    }
  });

  it.each([
    ['a byte', Buffer.from('x')],
    ['four letters', Buffer.from('JUNK')],
    ['a line end', Buffer.from('\n')],
    ['a kilobyte', Buffer.alloc(1024, 'x')],
  ])('counts with %s behind its end, which is said', async (_case, behind) => {
    const warnings = [{ code: 'unfamiliar/trailing-data', bytes: behind.length }];
    expect(await verifyBytes(Buffer.concat([sound, behind]))).toMatchObject({ rows: 6, warnings });
  });

  it('is refused when cut, whatever is behind the cut', async () => {
    for (const behind of [Buffer.from('JUNK'), Buffer.alloc(4096)]) {
      expect((await refusalOf(Buffer.concat([sound.subarray(0, -9), behind]))).code).toBe('archive/damaged');
    }
  });

  it('is refused when it is there twice', async () => {
    expect(await refusalOf(Buffer.concat([sound, sound]))).toMatchObject({
      message: 'The archive is damaged: there is data behind its end mark.',
    });
  });

  it('is refused when what is inside is no tar', async () => {
    expect(await refusalOf(compress(Buffer.from('hello '.repeat(500))))).toMatchObject({
      message: 'The archive is damaged: what is inside is not a tar archive.',
    });
    expect(await refusalOf(compress(Buffer.alloc(0)))).toMatchObject({ code: 'archive/damaged' });
  });

  it('is refused with its checksum wrong, and says so', async () => {
    const wrong = Buffer.from(sound);
    // gzip ends with CRC-32 and length; xz has its block's CRC-64 before index and footer, all of which are checked.
    const at = container === 'gzip' ? wrong.length - 8 : wrong.length - 40;
    wrong[at] = (wrong[at] ?? 0) ^ 1;
    expect(await refusalOf(wrong)).toMatchObject({
      message: 'The archive is damaged: its contents do not match their checksum.',
    });
  });
});

describe('gzip', () => {
  it('is refused for its checksum and not for the nonsense it then holds', async () => {
    // Stored without compression, so that a changed byte of a tar header comes through as it is.
    const stored = gzipSync(await buildTar(await sampleParts()), { level: 0 });
    const at = stored.indexOf('config_info');
    stored[at] = 0x43;
    expect(await refusalOf(stored)).toMatchObject({
      message: 'The archive is damaged: its contents do not match their checksum.',
    });
  });

  it.each([1, 512, 600, 70_000, 500_000])(
    'counts with %d zero bytes behind its end, which tapes had',
    async (count) => {
      const sound = gzip(await buildTar(await sampleParts()));
      expect(await verifyBytes(Buffer.concat([sound, Buffer.alloc(count)]))).toMatchObject({
        warnings: [{ code: 'unfamiliar/trailing-data', bytes: count }],
      });
    },
  );

  it('is refused with a wrong length at its end', async () => {
    const wrong = gzip(await buildTar(await sampleParts()));
    wrong.writeUInt32LE(1, wrong.length - 4);
    expect(await refusalOf(wrong)).toMatchObject({ message: expect.stringContaining('checksum') as unknown });
  });

  it('is refused with nonsense as compressed data', async () => {
    const header = gzipSync('').subarray(0, 10);
    expect(await refusalOf(Buffer.concat([header, Buffer.alloc(100, 0xff)]))).toMatchObject({
      message: 'The archive is damaged: its compressed data makes no sense.',
    });
  });

  it('may come in several members, as the format allows', async () => {
    const tar = await buildTar(await sampleParts());
    const parts = [gzipSync(tar.subarray(0, 1000)), gzipSync(tar.subarray(1000))];
    expect(await verifyBytes(Buffer.concat(parts))).toMatchObject({ rows: 6 });
  });

  it('with a name and a comment in its header is opened', async () => {
    const tar = await buildTar(await sampleParts());
    const plain = gzipSync(tar);
    const header = Buffer.concat([
      Buffer.from([0x1f, 0x8b, 8, 0x18, 0, 0, 0, 0, 0, 3]),
      Buffer.from('name\0comment\0'),
    ]);
    expect(await verifyBytes(Buffer.concat([header, deflateRawSync(tar), plain.subarray(-8)]))).toMatchObject({
      rows: 6,
    });
  });
});

describe('xz of the system', () => {
  beforeEach(async (context) => {
    if (!(await hasXzTool())) context.skip('xz is not installed (Debian: apt-get install xz-utils)');
  });

  it.each([
    ['CRC-32', ['-C', 'crc32'], []],
    ['CRC-64', ['-C', 'crc64'], []],
    ['several blocks', ['--block-size=4096'], []],
    ['no checksum', ['-C', 'none'], [{ code: 'unfamiliar/no-checksum' }]],
    ['SHA-256', ['-C', 'sha256'], [{ code: 'unfamiliar/compression' }]],
    ['a filter for machine code', ['--x86', '--lzma2'], [{ code: 'unfamiliar/compression' }]],
    ['a delta filter', ['--delta=dist=4', '--lzma2'], [{ code: 'unfamiliar/compression' }]],
    ['a dictionary of 192 MB', ['--lzma2=preset=0,dict=192MiB'], [{ code: 'unfamiliar/compression' }]],
  ])('with %s is opened', async (_case, arguments_, warnings) => {
    const packed = await xzTool(await buildTar(await sampleParts()), arguments_);
    expect(await verifyBytes(packed)).toMatchObject({ container: 'xz', rows: 6, warnings });
  });

  it.each([['a dictionary of half a gigabyte', ['--lzma2=dict=512MiB'], 'archive/too-large']])(
    'with %s is refused in words',
    async (_case, arguments_, code) => {
      const packed = await xzTool(await buildTar(await sampleParts()), arguments_);
      const refusal = await refusalOf(packed);
      expect(refusal.code).toBe(code);
      expect(refusal.message).toMatch(/too much memory/);
    },
  );

  it.each([
    ['cut', (packed: Buffer) => packed.subarray(0, packed.length - 60)],
    ['with a flipped byte', (packed: Buffer) => flipped(packed, packed.length >> 1)],
  ])('is refused by the second unpacker as well: %s', async (_case, spoil) => {
    const packed = await xzTool(await buildTar(await sampleParts()), ['--x86', '--lzma2']);
    expect((await refusalOf(spoil(packed))).code).toBe('archive/damaged');
    expect(await verifyBytes(packed)).toMatchObject({ rows: 6 });
  });
});

describe('xz', () => {
  it('is decoded for the next reader when a ceiling stopped the one before', async () => {
    const more = [{ name: 'ConfigBkp/large', contents: Buffer.alloc(2_000_000, 'abcde') }];
    const large = xz(await buildTar(await sampleParts({ more })));
    expect(await refusalOf(large, { limits: { unpackedBytes: 500_000 } })).toMatchObject({ code: 'archive/too-large' });
    expect(await verifyBytes(large)).toMatchObject({ rows: 6 });
  });

  it('is decoded for one reader after another, also after a refusal', async () => {
    const sound = xz(await buildTar(await sampleParts()));
    const all = [sound, sound.subarray(0, 100), sound, Buffer.concat([sound.subarray(0, -1), Buffer.from('x')]), sound];
    const results = await Promise.allSettled(all.map((bytes) => verifyBytes(bytes)));
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0x10;
  return copy;
}
