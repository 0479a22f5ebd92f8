import { mutantsOf, type Mutant } from '../types.ts';

const VERIFY = ['test/archive/verify-archive.test.ts'];
const CONTAINER = ['test/archive/container.test.ts'];
const TAR = ['test/archive/tar-walk.test.ts'];
const DATABASE = ['test/archive/database.test.ts'];
const UNFAMILIAR = ['test/archive/unfamiliar.test.ts'];
const BOMB = ['test/archive/bomb.test.ts'];
const SIMULATED = ['test/archive/simulated-device.test.ts'];
const HASH = ['test/archive/content-hash.test.ts'];

/** What makes an archive a sound one. */
export const ARCHIVE: readonly Mutant[] = [
  ...mutantsOf('electron/archive/verify-archive.ts', VERIFY, {
    'the ceiling of a packed archive': ['if (file.size > limits.packedBytes) {', 'if (file.size < 0) {'],
    'the ceilings that nobody named': [
      '{ ...DEFAULT_LIMITS, ...options.limits }',
      '{ ...options.limits } as ArchiveLimits',
    ],
  }),
  ...mutantsOf('electron/archive/unpack.ts', CONTAINER, {
    'the ceiling of what an archive unpacks to': ['if (bytes > limits.unpackedBytes) {', 'if (bytes < 0) {', BOMB],
    'the tar that is walked to its end': ['      walk.end();\n', '', SIMULATED],
    'the complaint of the tar in a sound container': [
      '      if (problem !== undefined) throw problem;\n',
      '',
      CONTAINER,
    ],
    'the archive that is cut short': [
      "if (typeof whole.result === 'object' && (end === 0 || file.size - end >= SHORTEST_HEADER)) {",
      "if (typeof whole.result === 'object' && end < 0) {",
    ],
    'the padding that is named': [
      "end === file.size ? [] : [{ code: 'unfamiliar/trailing-data', bytes: file.size - end }]",
      "end === -1 ? [{ code: 'unfamiliar/trailing-data', bytes: file.size - end }] : []",
      UNFAMILIAR,
    ],
  }),
  ...mutantsOf('electron/archive/gunzip.ts', CONTAINER, {
    'the end of gzip that comes too early': [
      "return engine.bytesWritten === until ? 'whole' : 'trailing-data';",
      "return engine.bytesWritten > 0 ? 'whole' : 'trailing-data';",
    ],
    'the checksum of gzip': [
      "      return keepError('archive/damaged', { detail: dataDetail(error.message) }, error);",
      '      return undefined;',
    ],
  }),
  ...mutantsOf('electron/archive/tar-header.ts', TAR, {
    'the checksum of a tar header': [
      "if (checksum === undefined || !sums(block).includes(checksum)) return 'bad-checksum';",
      "if (checksum === undefined) return 'bad-checksum';",
    ],
    'the digits of a size in a tar': [
      "if (size === undefined) return 'bad-header';",
      "if (size === undefined) return 'zero';",
    ],
    'the magic of a tar': ["if (!magic.startsWith('ustar')) return 'no-tar';", "if (magic === '?') return 'no-tar';"],
  }),
  ...mutantsOf('electron/archive/tar-walk.ts', TAR, {
    'the bytes behind the end of a tar': [
      "        if (!isZero(rest)) throw damaged(say('archive.behind-end-mark'));\n",
    ],
    'the two blocks that end a tar': ['state.zeroBytes >= 2 * BLOCK', 'state.zeroBytes >= BLOCK'],
    'the header that nothing follows': [' && Object.keys(told).length === 0', ''],
    'the length of an extended header': [
      "    if (size > LONGEST_EXTENSION) throw damaged(say('archive.header-broken', { place }));\n",
    ],
    'the digits of a size in an extended header': [
      'if (records === undefined || (size !== undefined && !/^\\d{1,15}$/.test(size))) {',
      'if (records === undefined) {',
    ],
    'the entry without a name': ["if (path === '' && kind !== 'folder') throw", "if (path === '?') throw"],
  }),
  ...mutantsOf('electron/archive/tar-path.ts', ['test/archive/unfamiliar.test.ts', 'test/archive/tar-walk.test.ts'], {
    'the zero byte in a name of a tar': [" || name.includes('\\0')", ''],
    'the way up in a name of a tar': [" || name.split(/[/\\\\]/).includes('..')", ''],
    'the absolute name in a tar': ['/^[/\\\\]|^[A-Za-z]:/.test(name)', "name === '?'"],
    'the link that leads out of a tar': ['    if (depth < 0) return false;\n'],
  }),
  ...mutantsOf('electron/archive/members.ts', VERIFY, {
    'the ceiling of entries': ['if (count > limits.members) {', 'if (count < 0) {'],
  }),
  ...mutantsOf('electron/archive/database.ts', DATABASE, {
    'the integrity of a database': [
      "    if (finding === 'ok') return undefined;\n    throw new Error(String(finding));",
      "    if (finding !== '?') return undefined;\n    throw new Error(String(finding));",
    ],
    'the length of a database': ['  if (expected !== bytes) {', '  if (expected < 0) {'],
    'the settings of the engine': ['    guard(database);\n'],
  }),
  ...mutantsOf('electron/archive/database-schema.ts', DATABASE, {
    'the ceiling of table definitions': ['  if (rows === undefined) {', '  if (rows?.length === -1) {'],
    'the ceiling of columns': ['if (stored.length > MOST_COLUMNS) {', 'if (stored.length < 0) {'],
    'the virtual table that is not opened': [
      "if (rootPage === 0 || !sql.startsWith('CREATE TABLE ')) {",
      "if (sql === '?') {",
    ],
    'the index over an expression': ["if (kind === 'index' && sql !== '' &&", "if (kind === 'index' && sql === '?' &&"],
  }),
  ...mutantsOf('electron/archive/databases.ts', VERIFY, {
    'the archive without settings': ['if (main?.rows === 0 || !holdsSettings(members)) {', 'if (members.length < 0) {'],
  }),
  ...mutantsOf('electron/archive/config-info.ts', VERIFY, {
    'the product in an archive': [
      'product !== undefined && product !== expected.product',
      "product === undefined && expected.product === 'DSM'",
    ],
    'the platform in an archive': [
      'info.unique !== undefined && info.unique !== expected.unique',
      'info.unique !== undefined && info.unique === undefined',
    ],
    'each config_info of several': [
      '    checkOrigin(last.info, expected);\n',
      '',
      ['test/archive/verify-archive.test.ts', 'test/archive/unfamiliar.test.ts'],
    ],
  }),
  ...mutantsOf('electron/archive/judge.ts', VERIFY, {
    'the size that collapsed': ['now.bytes < previous.bytes * COLLAPSE', 'now.bytes < 0'],
    'the rows that collapsed': ['now.rows < previous.rows * COLLAPSE', 'now.rows < 0'],
  }),
  ...mutantsOf('electron/archive/xz-check.ts', [...CONTAINER, ...UNFAMILIAR], {
    'the xz without a checksum': ["return [{ code: 'unfamiliar/no-checksum' }];", 'return [];'],
  }),
  ...mutantsOf('electron/archive/content-hash.ts', HASH, {
    'the order of the members in the hash': ['members.toSorted(byPath)', '[...members]'],
    'the rows in the hash': [
      "rows === undefined ? kind : 'database', rows ?? digest]",
      "rows === undefined ? kind : 'database', digest]",
    ],
  }),
  ...mutantsOf(
    'electron/archive/archive-file.ts',
    ['test/archive/container.test.ts', 'test/archive/verify-archive.test.ts'],
    {
      'the file that changes while it is read': [
        'if (position > until || (chunk.length === 0 && position < until)) {',
        'if (position < 0) {',
      ],
    },
  ),
];
