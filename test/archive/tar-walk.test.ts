import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadsInside, pointsOutside } from '../../electron/archive/tar-path.ts';
import { walkTar, type TarEntry } from '../../electron/archive/tar-walk.ts';
import { asKeepError } from '../../shared/index.ts';
import { testFolder } from './archive-folder.ts';
import { buildTar } from './build-archive.ts';
import { END_MARK, paxRecord, tarContents, tarEntry, tarHeader } from './tar-bytes.ts';

interface Seen {
  readonly path: string;
  readonly kind: string;
  readonly contents: Buffer;
}

/** Walks bytes in pieces of a length and returns every entry with its contents. */
function walk(tar: Buffer, piece = tar.length): readonly Seen[] {
  const seen: Seen[] = [];
  const walking = walkTar(({ path, kind }) => {
    const parts: Uint8Array[] = [];
    return {
      write: (chunk) => parts.push(Buffer.from(chunk)),
      end: () => seen.push({ path, kind, contents: Buffer.concat(parts) }),
    };
  });
  for (let start = 0; start < tar.length; start += piece) walking.push(tar.subarray(start, start + piece));
  walking.end();
  return seen;
}

function refusal(tar: Buffer): { readonly code: string; readonly message: string } {
  try {
    walk(tar);
  } catch (error) {
    return asKeepError(error);
  }
  throw new Error('it was walked to its end');
}

const names = (tar: Buffer): readonly string[] => walk(tar).map((entry) => entry.path);

describe('walking a tar archive', () => {
  it('sees every entry and byte that tar-stream wrote, however the bytes are cut', async () => {
    const segment = fc.stringMatching(/^[a-z0-9_ -]{1,40}$/);
    const part = fc.record({
      name: fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => segments.join('/')),
      contents: fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(part, { selector: ({ name }) => name }),
        fc.integer({ min: 1, max: 1500 }),
        async (parts, piece) => {
          const seen = walk(await buildTar(parts), piece);
          expect(seen).toEqual(parts.map(({ name, contents }) => ({ path: name, kind: 'file', contents })));
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(['ustar', 'pax', 'gnu'])(
    'sees what the tar of this machine writes as %s, long and foreign names too',
    async (format) => {
      const folder = await testFolder();
      const deep = `ConfigBkp/${'long-folder-name/'.repeat(8)}`;
      await mkdir(path.join(folder, deep), { recursive: true });
      await writeFile(path.join(folder, deep, 'größe.conf'), 'deep');
      await writeFile(path.join(folder, 'ConfigBkp', 'config_info'), 'os_name="SRM"\n');
      const arguments_ = ['--format', format, '-cf', 'a.tar', 'ConfigBkp'];
      await promisify(execFile)('tar', arguments_, { cwd: folder });
      const seen = walk(await readFile(path.join(folder, 'a.tar')));
      const files = seen
        .filter((entry) => entry.kind === 'file')
        .map((entry) => Buffer.from(entry.path, 'latin1').toString());
      expect(files.toSorted()).toEqual([`${deep}größe.conf`, 'ConfigBkp/config_info'].toSorted());
    },
  );

  it('takes names as they are meant: "./", doubled slashes, GNU and pax long names, prefixes', () => {
    const long = 'a/'.repeat(200);
    expect(names(Buffer.concat([tarEntry('./a//b/./c', 'x'), END_MARK]))).toEqual(['a/b/c']);
    expect(names(Buffer.concat([tarEntry('c', 'x', { prefix: 'a/b' }), END_MARK]))).toEqual(['a/b/c']);
    // GNU tar keeps other things where POSIX has the prefix.
    expect(names(Buffer.concat([tarEntry('c', 'x', { prefix: '1234', magic: 'ustar  \0' }), END_MARK]))).toEqual(['c']);
    const gnu = tarEntry('././@LongLink', `${long}f\0`, { type: 'L' });
    expect(names(Buffer.concat([gnu, tarEntry('cut', 'x'), tarEntry('next', 'x'), END_MARK]))).toEqual([
      `${long}f`,
      'next',
    ]);
    const pax = tarEntry('PaxHeader', paxRecord('mtime', '1.5') + paxRecord('path', `${long}g`), { type: 'x' });
    expect(names(Buffer.concat([pax, tarEntry('cut', 'x'), tarEntry('next', 'x'), END_MARK]))).toEqual([
      `${long}g`,
      'next',
    ]);
  });

  it('takes more zeros behind the end mark, as writers of whole records leave them', () => {
    expect(names(Buffer.concat([tarEntry('a', 'x'), END_MARK, Buffer.alloc(8704)]))).toEqual(['a']);
  });
});

const walkedOne = (entry: Buffer): TarEntry | undefined => {
  const seen: TarEntry[] = [];
  const walking = walkTar((found) => {
    seen.push(found);
    return { write: () => undefined, end: () => undefined };
  });
  walking.push(Buffer.concat([entry, END_MARK]));
  walking.end();
  return seen[0];
};

describe('a name that points out of the archive', () => {
  it.each([
    '/etc/passwd',
    '../up',
    'a/../../up',
    'a/..',
    '..',
    '\\\\server\\share',
    'a\\..\\..\\up',
    'C:\\Windows',
    'c:file',
  ])('is a name like others, and is known as such: %s', (name) => {
    const found = walkedOne(tarEntry(name, 'x'));
    expect(found).toMatchObject({ name, kind: 'file' });
    expect(pointsOutside(name)).toBe(true);
    expect(found?.path).not.toMatch(/^\//);
  });

  it.each(['..a', 'a..', '...', 'a\\x2db', 'über'])('is not assumed of odd names that stay inside: %s', (name) => {
    expect(pointsOutside(name)).toBe(false);
    expect(walkedOne(tarEntry(name, 'x'))?.kind).toBe('file');
  });

  it('is known by a zero byte too, which only an extended header can bring', () => {
    const record = '19 path=a/b\0.txt/c\n';
    const told = Buffer.concat([tarEntry('header', record, { type: 'x' }), tarEntry('a', 'x')]);
    const found = walkedOne(told);
    expect(found?.name).toBe('a/b\0.txt/c');
    expect(pointsOutside(found?.name ?? '')).toBe(true);
    expect(leadsInside('a', 'b\0c')).toBe(false);
  });
});

describe('a link', () => {
  it.each([
    ['ConfigBkp/a', 'b', true],
    ['ConfigBkp/srm/etc/current', '../etc.defaults/file', true],
    ['ConfigBkp/a', './b/../../ConfigBkp/c', true],
    ['ConfigBkp/a', '/etc/passwd', false],
    ['ConfigBkp/a', '../../etc/passwd', false],
    ['a', '..', false],
    ['ConfigBkp/a', 'b/../../../ConfigBkp/c', false],
    ['ConfigBkp/a', 'C:\\Windows', false],
    ['ConfigBkp/a', '..\\..\\x', false],
    ['ConfigBkp/a', '', false],
  ])('is a member wherever it leads: %s -> %s', (path, target, inside) => {
    expect(walkedOne(tarEntry(path, '', { type: '2', link: target }))).toMatchObject({ path, kind: 'symlink', target });
    expect(leadsInside(path, target)).toBe(inside);
  });

  it('has its long target where it has one', () => {
    const long = `${'deep/'.repeat(30)}end`;
    const link = tarEntry('ConfigBkp/a', '', { type: '2', link: 'cut' });
    expect(walkedOne(Buffer.concat([tarEntry('././@LongLink', `${long}\0`, { type: 'K' }), link]))?.target).toBe(long);
    const pax = tarEntry('PaxHeader', paxRecord('linkpath', '/etc/passwd'), { type: 'x' });
    expect(walkedOne(Buffer.concat([pax, link]))?.target).toBe('/etc/passwd');
  });
});

describe('an entry of another kind', () => {
  it.each([
    ['a hard link', '1', 'hardlink'],
    ['a character device', '3', 'other'],
    ['a block device', '4', 'other'],
    ['a named pipe', '6', 'other'],
    ['a sparse file', 'S', 'other'],
    ['something unknown', 'Q', 'other'],
  ])('is a member: %s', (_case, type, kind) => {
    expect(walkedOne(tarEntry('odd', '', { type, link: 'target' }))).toMatchObject({ path: 'odd', kind, letter: type });
  });

  it.each(['1', '2', '3', '5', '6'])('may tell a size and have contents, or have none: %s', (type) => {
    const next = tarEntry('next', 'x');
    const told = tarHeader({ name: 'odd', type, size: '00000000700\0', link: 'target' });
    expect(names(Buffer.concat([told, next, END_MARK]))).toEqual(['odd', 'next']);
    const given = tarEntry('odd', 'x'.repeat(600), { type, link: 'target' });
    expect(walk(Buffer.concat([given, next, END_MARK])).map(({ contents }) => contents.length)).toEqual([600, 1]);
  });

  it('does not hide what follows it: comments for all, large sizes, names and sizes told ahead', () => {
    const comment = tarEntry('pax', paxRecord('comment', 'made'), { type: 'g' });
    const sized = tarEntry('pax', paxRecord('size', '2'), { type: 'x' });
    const large = tarEntry('large', 'yy', { size: '\u0080\0\0\0\0\0\0\0\0\0\0\u0002' });
    const cut = tarEntry('told', 'zz', { size: '00000000000\0' });
    const tar = Buffer.concat([comment, large, sized, cut, tarEntry('next', 'x'), END_MARK]);
    expect(walk(tar).map(({ path, contents }) => `${path} ${contents.toString()}`)).toEqual([
      'large yy',
      'told zz',
      'next x',
    ]);
  });
});

describe('a tar archive that is not whole', () => {
  const sound = Buffer.concat([tarEntry('a', 'x'.repeat(600)), tarEntry('b', ''), END_MARK]);

  it('is refused when cut anywhere', () => {
    expect(names(sound)).toEqual(['a', 'b']);
    for (let length = 0; length < sound.length; length += 1) {
      expect(refusal(sound.subarray(0, length)).code).toBe('archive/damaged');
    }
  });

  it('is refused with any bit of a header flipped', () => {
    for (let at = 0; at < 512; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = Buffer.from(sound);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        // The checksum is read as a number: another filler around its digits says the same.
        const filler = at >= 148 && at < 156 && (flipped[at] === 0x20 || flipped[at] === 0);
        if (!filler) expect(refusal(flipped).code, `byte ${String(at)} bit ${String(bit)}`).toBe('archive/damaged');
      }
    }
  });

  it.each([
    ['one zero block', Buffer.concat([tarEntry('a', 'x'), Buffer.alloc(512)]), 'its end mark is missing (after "a")'],
    [
      'a zero block in the middle',
      Buffer.concat([tarEntry('a', 'x'), Buffer.alloc(512), tarEntry('b', 'x'), END_MARK]),
      'behind its end mark',
    ],
    ['another archive behind it', Buffer.concat([sound, sound]), 'behind its end mark'],
    ['a byte behind it', Buffer.concat([sound, Buffer.from('x')]), 'behind its end mark'],
    ['no header at all', Buffer.from('just text '.repeat(200)), 'what is inside is not a tar archive'],
    ['nothing', Buffer.alloc(0), 'what is inside is not a tar archive'],
    ['a header without magic', Buffer.concat([tarEntry('a', 'x', { magic: '' }), END_MARK]), 'not a tar archive'],
    [
      'a later header without magic',
      Buffer.concat([tarEntry('a', 'x'), tarEntry('b', 'x', { magic: '' }), END_MARK]),
      '(after "a")',
    ],
    [
      'a long name for nothing',
      Buffer.concat([tarEntry('a', 'x'), tarEntry('L', 'name\0', { type: 'L' }), END_MARK]),
      'end mark is missing',
    ],
    [
      'a wrong checksum',
      Buffer.concat([tarEntry('a', 'x'), tarEntry('b', 'x', { checksum: '000001\0 ' }), END_MARK]),
      'does not match its checksum (after "a")',
    ],
    [
      'a checksum that is no number',
      Buffer.concat([tarEntry('a', 'x'), tarEntry('b', 'x', { checksum: '0x1234\0 ' }), END_MARK]),
      'does not match its checksum',
    ],
    [
      'a negative size',
      Buffer.concat([tarEntry('a', 'x'), tarHeader({ size: '-0000000001\0' }), END_MARK]),
      'makes no sense (after "a")',
    ],
    [
      'a size with letters',
      Buffer.concat([tarEntry('a', 'x'), tarHeader({ size: '000000012x4\0' }), END_MARK]),
      'makes no sense (after "a")',
    ],
    ['a size beyond the end', Buffer.concat([tarHeader({ size: '77777777777\0' }), END_MARK]), 'end mark is missing'],
    [
      'a file without a name',
      Buffer.concat([tarEntry('./', 'x', { type: '0', name: '\0' }), END_MARK]),
      'no usable name',
    ],
    [
      'a pax header that is none',
      Buffer.concat([tarEntry('p', '12 nonsense', { type: 'x' }), tarEntry('a', 'x'), END_MARK]),
      'makes no sense',
    ],
    [
      'a pax header with a size that is none',
      Buffer.concat([tarEntry('p', paxRecord('size', '-9'), { type: 'x' }), tarEntry('a', 'x'), END_MARK]),
      'makes no sense',
    ],
    ...['0x1', '1e0', '1.0', ' 1', ''].map((size): [string, Buffer, string] => [
      `a pax header with a size in other signs than digits (${size})`,
      Buffer.concat([tarEntry('p', paxRecord('size', size), { type: 'x' }), tarEntry('a', 'x'), END_MARK]),
      'makes no sense',
    ]),
    [
      'a huge pax header',
      Buffer.concat([tarHeader({ type: 'x', size: '00777777777\0' }), tarContents('x')]),
      'makes no sense',
    ],
  ])('is refused: %s', (_case, tar, words) => {
    const { code, message } = refusal(tar);
    expect(code).toBe('archive/damaged');
    expect(message).toContain(words);
  });
});

describe('any bytes', () => {
  it('end in a walk or in a plain refusal', () => {
    const blocks = fc.oneof(
      fc.constant(END_MARK),
      fc.uint8Array({ maxLength: 700 }).map((bytes) => Buffer.from(bytes)),
      fc
        .record({
          name: fc.string({ maxLength: 99 }),
          contents: fc.string({ maxLength: 900 }),
          type: fc.constantFrom('0', '5', 'x', 'L', '2', '\0'),
        })
        .map(({ name, contents, type }) => tarEntry(name, contents, { type })),
    );
    fc.assert(
      fc.property(fc.array(blocks, { maxLength: 8 }), (parts) => {
        try {
          for (const { path: name } of walk(Buffer.concat(parts))) expect(name).not.toMatch(/^\/|(^|\/)\.\.(\/|$)/);
        } catch (error) {
          expect(asKeepError(error).code).toBe('archive/damaged');
        }
      }),
      { numRuns: 500 },
    );
  });
});
