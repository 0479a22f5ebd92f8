import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Verification, Warning } from '../../shared/index.ts';
import { buildArchive, UNFAMILIAR_KINDS, type UnfamiliarKind } from '../device-simulator/index.ts';
import { refusalOf, verifyBytes } from './archive-folder.ts';
import { buildDatabase, buildTar, gzip, sampleArchive, sampleParts, SETTINGS } from './build-archive.ts';
import { hasXzTool } from './xz-tool.ts';

const SRM = { profile: 'srm-strict', exportedAt: 1_760_000_000_000 } as const;
const EXPECTED = { product: 'SRM', unique: 'synology_cypress_rt6600ax' } as const;

/** What is said of each kind; nothing where it is only another way of writing the same. */
const SAID: Readonly<Record<UnfamiliarKind, readonly Partial<Warning>[]>> = {
  'absolute-link': [{ code: 'unfamiliar/link', count: 1, path: '"ConfigBkp/link"' }],
  'hard-link': [{ code: 'unfamiliar/link', count: 1, path: '"ConfigBkp/same"' }],
  'device-node': [{ code: 'unfamiliar/entry-kind', path: '"ConfigBkp/null"', kind: '"3"' }],
  'named-pipe': [{ code: 'unfamiliar/entry-kind', path: '"ConfigBkp/pipe"', kind: '"6"' }],
  'sparse-file': [{ code: 'unfamiliar/entry-kind', path: '"ConfigBkp/sparse"', kind: '"S"' }],
  'gnu-long-name': [],
  'pax-header': [],
  'global-pax-header': [],
  'unknown-entry': [{ code: 'unfamiliar/entry-kind', path: '"ConfigBkp/unknown"', kind: '"Q"' }],
  'sized-folder': [],
  'absolute-name': [{ code: 'unfamiliar/name', path: '"/tmp/planted-by-archive"' }],
  'climbing-name': [{ code: 'unfamiliar/name', path: '"ConfigBkp/../../../../tmp/planted-by-archive"' }],
  'repeated-member': [{ code: 'unfamiliar/repeated', count: 1, path: '"ConfigBkp/twice"' }],
  'odd-names': [],
  'no-config-info': [{ code: 'unfamiliar/no-config-info' }],
  'binary-config-info': [{ code: 'unfamiliar/config-info' }],
  'fewer-keys': [{ code: 'unfamiliar/missing-keys', names: 'conf_version' }],
  'more-keys': [{ code: 'unfamiliar/new-keys', names: 'mesh_version' }],
  'other-system-word': [{ code: 'unfamiliar/system', name: '"BSM"' }],
  'no-main-database': [{ code: 'unfamiliar/no-database' }],
  collation: [{ code: 'unfamiliar/database-extension', path: '"ConfigBkp/own.db"', name: '"SYNCOL"' }],
  'virtual-table': [{ code: 'unfamiliar/computed', path: '"ConfigBkp/own.db"', name: '"words"' }],
  'more-members': [],
  'several-gzip-members': [],
  'zeros-behind': [{ code: 'unfamiliar/trailing-data', bytes: 70_000 }],
  'bytes-behind': [{ code: 'unfamiliar/trailing-data', bytes: 14 }],
  'xz-machine-code': [{ code: 'unfamiliar/compression' }],
  'xz-delta': [{ code: 'unfamiliar/compression' }],
  'xz-sha256': [{ code: 'unfamiliar/compression' }],
  'xz-large-dictionary': [{ code: 'unfamiliar/compression' }],
};

describe('a sound archive with something unfamiliar', () => {
  it.each(UNFAMILIAR_KINDS)('counts, and what it is is named: %s', async (kind) => {
    if (kind.startsWith('xz-') && !(await hasXzTool())) return;
    const verification = await verifyBytes(await buildArchive({ ...SRM, unfamiliar: [kind] }), { expected: EXPECTED });
    expect(verification.warnings).toMatchObject(SAID[kind]);
    expect(verification.warnings).toHaveLength(SAID[kind].length);
    expect(existsSync('/tmp/planted-by-archive')).toBe(false);
  });

  it('may have all of it at once, in either container', async () => {
    const unfamiliar = UNFAMILIAR_KINDS.filter(
      (kind) =>
        !kind.startsWith('xz-') && !['no-config-info', 'binary-config-info', 'several-gzip-members'].includes(kind),
    );
    for (const profile of ['srm-strict', 'dsm7'] as const) {
      const { warnings } = await verifyBytes(await buildArchive({ profile, unfamiliar }));
      expect(warnings.length).toBeGreaterThan(10);
    }
  });

  it('says what it holds where the usual database is not there', async () => {
    const parts = (await sampleParts()).filter(({ name }) => !name.endsWith('.db'));
    const other = { name: 'ConfigBkp/other.db', contents: await buildDatabase(...SETTINGS) };
    const found = await verifyBytes(gzip(await buildTar([...parts, other])));
    expect(found).toMatchObject({ tables: 3, rows: 6, warnings: [{ code: 'unfamiliar/no-database' }] });
  });

  it('has the size of its settings told by their content, whatever is odd around them', async () => {
    const hash = async (unfamiliar: readonly UnfamiliarKind[]): Promise<Verification['contentHash']> =>
      (await verifyBytes(await buildArchive({ ...SRM, unfamiliar }))).contentHash;
    const plain = await hash([]);
    expect(await hash(['zeros-behind'])).toBe(plain);
    expect(await hash(['several-gzip-members'])).toBe(plain);
    expect(await hash(['absolute-link'])).not.toBe(plain);
    expect(await hash(['repeated-member'])).not.toBe(plain);
  });
});

describe('an archive that is unfamiliar and not sound', () => {
  it('is refused when one of several config_info contradicts the device, the first or the last', async () => {
    const foreign = { name: 'ConfigBkp/config_info', contents: 'os_name="DSM"\n' };
    const parts = await sampleParts();
    for (const all of [
      [foreign, ...parts],
      [...parts, foreign],
    ]) {
      const error = await refusalOf(gzip(await buildTar(all)), { expected: EXPECTED });
      expect(error).toMatchObject({ code: 'device/other-device' });
    }
  });

  it('is refused when a database beside the usual one is broken', async () => {
    const contents = await buildDatabase('CREATE TABLE f (a)', 'INSERT INTO f VALUES (1)');
    contents.fill(1, 100);
    const error = await refusalOf(await sampleArchive({ more: [{ name: 'ConfigBkp/side.db', contents }] }));
    expect(error).toMatchObject({ code: 'archive/damaged' });
  });

  it('is refused when a table beside a computed one is broken', async () => {
    const database = await buildDatabase(
      'CREATE TABLE plain (a TEXT)',
      'CREATE INDEX plain_a ON plain (a)',
      "INSERT INTO plain VALUES ('in the table')",
      'CREATE TABLE g (a)',
      'CREATE INDEX some ON g (a) WHERE a > 1',
    );
    const at = database.indexOf('in the table');
    database[at] = 'o'.charCodeAt(0);
    const error = await refusalOf(await sampleArchive({ more: [{ name: 'ConfigBkp/side.db', contents: database }] }));
    expect(error.message).toContain('is inconsistent');
  });

  it('is refused when nothing but the name of its system is in it', async () => {
    const parts = (await sampleParts()).filter(({ name }) => name.endsWith('config_info'));
    expect(await refusalOf(gzip(await buildTar(parts)))).toMatchObject({ code: 'archive/incomplete' });
  });
});
