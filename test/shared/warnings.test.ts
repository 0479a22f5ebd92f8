import { describe, expect, it } from 'vitest';
import { verificationSchema, warningSchema, warningSentence, type Warning } from '../../shared/index.ts';
import { warnings } from '../../shared/words/en/warnings.ts';

const SAMPLES = {
  'collapse/size': { bytes: 900, previous: 90_000 },
  'collapse/rows': { rows: 6, previous: 400 },
  'unfamiliar/link': { count: 2, path: '"ConfigBkp/a"' },
  'unfamiliar/entry-kind': { count: 1, path: '"ConfigBkp/a"', kind: '6' },
  'unfamiliar/name': { count: 1, path: '"/etc/passwd"' },
  'unfamiliar/repeated': { count: 1, path: '"ConfigBkp/a"' },
  'unfamiliar/trailing-data': { bytes: 512 },
  'unfamiliar/no-checksum': {},
  'unfamiliar/compression': {},
  'unfamiliar/no-config-info': {},
  'unfamiliar/config-info': {},
  'unfamiliar/missing-keys': { names: 'unique' },
  'unfamiliar/new-keys': { names: 'mesh' },
  'unfamiliar/system': { name: '"SRM2"' },
  'unfamiliar/no-database': {},
  'unfamiliar/computed': { path: '"a.db"', name: '"g"' },
  'unfamiliar/database-extension': { path: '"a.db"', name: '"synocollate"' },
  'certificate/renewed': { before: 'ab'.repeat(32), now: 'cd'.repeat(32) },
  'after/failed': { error: 'vault/full', problem: 'There is no space left.' },
  'retention/clock-behind': { file: 'a.dss', date: '2026-11-20', today: '2025-11-20' },
  'retention/clock-ahead': { file: 'a.dss', date: '2026-11-20', today: '2036-11-20' },
  'retention/left': { file: 'a.dss', reason: 'floor' },
  'copy/behind': {
    place: 'nas',
    state: 'away',
    behind: 2,
    since: '2026-11-21T03:00:12.000Z',
    error: 'copy/missing',
    problem: '',
  },
  'version/earlier': { text: 'It is half as large.' },
  'version/later': { name: 'unfamiliar/new-thing', values: '{"count":3}' },
} as const satisfies Record<Warning['code'], Readonly<Record<string, string | number>>>;

const all = Object.entries(SAMPLES).map(([code, values]) => ({ code, ...values }) as Warning);

describe('a warning', () => {
  it('of every code has a sample here', () => {
    expect(Object.keys(SAMPLES).toSorted()).toEqual(Object.keys(warnings).toSorted());
  });

  it.each(all)('is stored as code and values and said in one plain sentence: $code', (warning) => {
    expect(warningSchema.parse(JSON.parse(JSON.stringify(warning)))).toEqual(warning);
    expect(warningSentence(warning)).toMatch(/^[A-Z].*[.!]$|^[^ ].*\.$/);
    expect(warningSentence(warning)).not.toMatch(/[{}#]|undefined/);
  });

  it('tells since when a second place lacks something, and why where that is more', () => {
    expect(warningSentence({ code: 'copy/behind', ...SAMPLES['copy/behind'] })).toBe(
      'Second place nas: not there, 2 backups missing there since November 21, 2026.',
    );
    const full = { ...SAMPLES['copy/behind'], state: 'behind', behind: 0, since: '', problem: 'It is full.' } as const;
    expect(warningSentence({ code: 'copy/behind', ...full })).toBe(
      'Second place nas: not complete, nothing known to be missing. It is full.',
    );
  });
});

describe('a warning of another version', () => {
  it('that is a sentence, as earlier ones stored it, is read as a fact and says the same', () => {
    const read = warningSchema.parse('It is half as large as the one before.');
    expect(read).toEqual({ code: 'version/earlier', text: 'It is half as large as the one before.' });
    expect(warningSentence(read)).toBe('It is half as large as the one before.');
  });

  it('that is not known yet keeps its values, and is itself again where it is known', () => {
    const kept = warningSchema.parse({ code: 'unfamiliar/new-thing', count: 3 });
    expect(kept).toEqual({ code: 'version/later', name: 'unfamiliar/new-thing', values: '{"count":3}' });
    const known = { code: 'version/later', name: 'unfamiliar/link', values: '{"count":3,"path":"a"}' };
    expect(warningSchema.parse(known)).toEqual({ code: 'unfamiliar/link', count: 3, path: 'a' });
  });

  it('that is of a known code with other values is kept as well', () => {
    expect(warningSchema.parse({ code: 'collapse/size', bytes: 'many' })).toEqual({
      code: 'version/later',
      name: 'collapse/size',
      values: '{"bytes":"many"}',
    });
  });

  it.each([null, 7, [], {}, { code: 7 }])('is nothing at all: %j', (stored) => {
    expect(warningSchema.safeParse(stored).success).toBe(false);
  });
});

it('makes no sidecar of an earlier version unreadable', () => {
  const stored = {
    container: 'gzip',
    bytes: 1,
    unpackedBytes: 1,
    members: 1,
    osName: 'SRM',
    tables: 1,
    rows: 1,
    contentHash: 'a'.repeat(64),
    warnings: ['It is much smaller than the last good backup: 900 bytes instead of 90,000.'],
  };
  expect(verificationSchema.parse(stored).warnings).toMatchObject([{ code: 'version/earlier' }]);
});
