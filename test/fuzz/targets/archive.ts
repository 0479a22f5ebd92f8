import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { openArchiveFile } from '../../../electron/archive/archive-file.ts';
import { readOrigin } from '../../../electron/archive/config-info.ts';
import { readDatabase } from '../../../electron/archive/database.ts';
import { gzipEnd } from '../../../electron/archive/gunzip.ts';
import { unxzOtherwise } from '../../../electron/archive/liblzma.ts';
import { xzEnd } from '../../../electron/archive/xz-end.ts';
import { verifyArchive } from '../../../electron/archive/index.ts';
import { DEFAULT_LIMITS } from '../../../electron/archive/limits.ts';
import { innerPath, leadsInside, pointsOutside } from '../../../electron/archive/tar-path.ts';
import { paxRecords } from '../../../electron/archive/tar-pax.ts';
import { walkTar } from '../../../electron/archive/tar-walk.ts';
import { keepError } from '../../../shared/index.ts';
import {
  buildDatabase,
  buildTar,
  CONFIG_INFO_TEXT,
  gzip,
  sampleParts,
  SETTINGS,
  xz,
} from '../../archive/build-archive.ts';
import type { Dice } from '../../crash-trials/dice.ts';
import { buildArchive } from '../../device-simulator/index.ts';
import { mutateBytes, mutateText } from '../mutate.ts';
import { isTar, mutateTar } from '../mutate-tar.ts';
import type { Target } from '../target.ts';

const small = async (): Promise<Buffer> => buildTar(await sampleParts());

/** As a whole: container, tar, config_info and database behind one another. */
const archive: Target = {
  name: 'archive',
  seeds: async () => {
    const tar = await small();
    return [
      gzip(tar),
      xz(tar),
      gzip(Buffer.concat([tar, tar])),
      await buildArchive({ profile: 'srm-strict', exportedAt: 0 }),
      await buildArchive({ profile: 'dsm7', exportedAt: 0 }),
    ];
  },
  mutate: (input, dice, pool) => {
    // Behind a checksum nothing is ever reached by chance: what is inside is changed, and packed anew.
    const tar = dice.next() < 0.6 ? unpacked(input) : undefined;
    if (tar === undefined) return mutateBytes(input, dice, pool);
    const others = pool.flatMap((one) => unpacked(one) ?? []).slice(0, 3);
    return gzipSync(dice.next() < 0.7 ? mutateTar(tar, dice, others) : mutateBytes(tar, dice, others), { level: 1 });
  },
  run: async (input, folder) => {
    const file = path.join(folder, 'a.dss');
    await writeFile(file, input);
    const { container, tables, osName } = await verifyArchive(file);
    return `${container} ${osName ?? 'silent'} ${String(tables)} tables`;
  },
  inputs: 250,
};

function unpacked(bytes: Buffer): Buffer | undefined {
  try {
    const tar = gunzipSync(bytes, { maxOutputLength: 4 * 2 ** 20 });
    return isTar(tar) ? tar : undefined;
  } catch {
    return undefined;
  }
}

const tar: Target = {
  name: 'tar',
  seeds: async () => [
    await small(),
    await buildTar([
      { name: `ConfigBkp/${'long/'.repeat(40)}name`, contents: 'x' },
      { name: 'ü'.repeat(60), contents: 'y' },
    ]),
    await buildTar([{ name: 'a/b', header: { type: 'symlink', linkname: '../c' } }]),
  ],
  mutate: (input, dice, pool) => (dice.next() < 0.6 ? mutateTar(input, dice, pool) : mutateBytes(input, dice, pool)),
  run: (input) => {
    const kinds: string[] = [];
    let bytes = 0;
    const walk = walkTar(({ kind, name, path: inner }) => {
      if (escapes(inner) && !pointsOutside(name)) throw new Error(`${inner} leaves the archive unseen`);
      kinds.push(kind);
      return { write: (chunk) => void (bytes += chunk.length), end: () => undefined };
    });
    // Cut anywhere: the same bytes mean the same.
    const step = 1 + (input.length % 701);
    for (let at = 0; at < input.length; at += step) walk.push(input.subarray(at, at + step));
    walk.end();
    return `${[...new Set(kinds)].join(' ')} ${String(bytes)} bytes`;
  },
  inputs: 3_000,
};

function escapes(inner: string): boolean {
  const plain = path.posix.normalize(inner);
  return inner.includes('\0') || path.posix.isAbsolute(inner) || plain === '..' || plain.startsWith('../');
}

const pax: Target = {
  name: 'pax',
  seeds: () =>
    Promise.resolve(['30 mtime=1350244992.023960108\n', '9 path=a\n11 path=ab\n', ''].map((text) => Buffer.from(text))),
  mutate: mutateBytes,
  run: (input) => {
    const records = paxRecords(input);
    if (records === undefined) throw keepError('archive/damaged', { detail: 'pax' });
    return `${String(records.size)} records`;
  },
  inputs: 5_000,
};

const names: Target = {
  name: 'names',
  seeds: () =>
    Promise.resolve(
      ['./ConfigBkp//a\n../b', '/etc/passwd', 'C:\\x', 'a/../../b\na/b/../../..'].map((text) => Buffer.from(text)),
    ),
  mutate: mutateText,
  run: (input) => {
    const [name = '', target = ''] = input.toString('latin1').split('\n');
    const inner = innerPath(name);
    if (pointsOutside(name)) throw keepError('archive/damaged', { detail: 'outside' });
    const inside = leadsInside(inner, target);
    const leaves = escapes(inner) || (inside && escapes(path.posix.join(path.posix.dirname(inner), target)));
    if (leaves) throw new Error(`${inner} -> ${target} leaves the archive`);
    return String(inside);
  },
  inputs: 5_000,
};

/** Where a stream ends is only looked for: whatever stands there, the answer lies in the file. */
const end: Target = {
  name: 'stream-end',
  seeds: async () => {
    const tar = await small();
    return [gzip(tar), xz(tar)].flatMap((packed) => [packed, Buffer.concat([packed, Buffer.alloc(600)])]);
  },
  mutate: mutateBytes,
  run: async (input, folder) => {
    const name = path.join(folder, 'a.dss');
    await writeFile(name, input);
    const file = await openArchiveFile(name);
    try {
      const ends = [await xzEnd(file), await gzipEnd(file, DEFAULT_LIMITS.unpackedBytes, undefined)];
      if (ends.some((at) => at < 0 || at > input.length)) throw new Error(`an end at ${ends.join(' or ')}`);
      return ends.map((at) => String(at === input.length)).join(' ');
    } finally {
      await file.close();
    }
  },
  inputs: 500,
};

const liblzma: Target = {
  name: 'liblzma',
  seeds: async () => [xz(await small())],
  mutate: mutateBytes,
  run: async (input, folder) => {
    const name = path.join(folder, 'a.dss');
    await writeFile(name, input);
    const file = await openArchiveFile(name);
    let bytes = 0;
    try {
      await unxzOtherwise(file, input.length, (chunk) => void (bytes += chunk.length), undefined);
    } finally {
      await file.close();
    }
    return bytes > 0 ? 'some' : 'none';
  },
  inputs: 500,
};

const configInfo: Target = {
  name: 'config-info',
  seeds: () => Promise.resolve([Buffer.from(CONFIG_INFO_TEXT)]),
  mutate: mutateText,
  run: (input) => {
    const contents = {
      path: 'ConfigBkp/config_info',
      kind: 'file',
      digest: '',
      size: input.length,
      contents: input,
    } as const;
    const { info, warnings } = readOrigin([contents], undefined);
    return [...Object.keys(info), ...warnings.map(({ code }) => code)].join(' ');
  },
  inputs: 4_000,
};

const database: Target = {
  name: 'database',
  seeds: async () => [
    await buildDatabase('PRAGMA page_size = 512', ...SETTINGS),
    await buildDatabase(
      'PRAGMA page_size = 512',
      'CREATE TABLE t (k TEXT PRIMARY KEY, v) WITHOUT ROWID',
      'CREATE INDEX i ON t (v) WHERE v > 1',
      'CREATE VIEW w AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c',
      `INSERT INTO t VALUES ('a', 1), ('b', zeroblob(2000)), ('c', NULL)`,
    ),
    await buildDatabase('CREATE TABLE t (a, b AS (a || a))', "INSERT INTO t (a) VALUES ('x')"),
  ],
  mutate: mutatePages,
  run: async (input) => {
    const { tables, rows, computed } = await readDatabase('db', input, DEFAULT_LIMITS, undefined);
    return `${String(tables)} tables ${String(rows)} rows ${computed ?? ''}`;
  },
  inputs: 1_500,
};

/** The length told in the header is made to fit, so that more than the header is reached; statements are changed as texts. */
function mutatePages(input: Buffer, dice: Dice, pool: readonly Buffer[]): Buffer {
  const made = mutateBytes(input, dice, pool);
  const size = made.length >= 100 ? made.readUInt16BE(16) : 0;
  if (size < 512 || dice.next() < 0.2) return made;
  const pages = Math.max(1, Math.floor(made.length / size));
  const whole = Buffer.from(made.subarray(0, pages * size));
  whole.writeUInt32BE(pages, 28);
  return whole;
}

export const ARCHIVE_TARGETS: readonly Target[] = [archive, tar, pax, names, configInfo, end, liblzma, database];
