import { describe, expect, it } from 'vitest';
import { compareConfigurations } from '../../electron/contents/compare.ts';
import type { Configuration, ConfigurationRecord } from '../../electron/contents/types.ts';

function row(cells: Readonly<Record<string, string>>, known: Partial<ConfigurationRecord> = {}): ConfigurationRecord {
  const fields = Object.entries(cells).map(([name, text]) => ({
    path: [name],
    value: { kind: 'text', text } as const,
  }));
  return { section: 'other', kind: 'entry', name: cells.name ?? '', fields, ...known };
}

function configuration(records: readonly ConfigurationRecord[]): Configuration {
  return { sources: new Map([['table', { address: 'table', ordered: false, records }]]) };
}

function changes(older: readonly ConfigurationRecord[], newer: readonly ConfigurationRecord[]): readonly string[] {
  return compareConfigurations(configuration(older), configuration(newer)).map(
    ({ change, name }) => `${change} ${name}`,
  );
}

describe('a row is known again', () => {
  it('in a table that nobody knows by the column that tells its rows apart', () => {
    const lan = row({ id: '1', name: 'lan', ip: '10.0.0.1' });
    const older = [lan, row({ id: '2', name: 'wan', ip: '10.0.0.2' })];
    expect(changes(older, [row({ id: '2', name: 'wan', ip: '10.0.0.9' }), lan])).toEqual(['changed wan']);
  });

  it('there by two columns where one alone does not tell', () => {
    const older = [
      row({ id: '1', name: 'a', to: 'x' }),
      row({ id: '1', name: 'b', to: 'y' }),
      row({ id: '2', name: 'a' }),
    ];
    const newer = [row({ id: '1', name: 'a', to: 'z' }), ...older.slice(1)];
    expect(changes(older, newer)).toEqual(['changed a']);
  });

  it('under another name by a mark that no other row has, and by no mark that several share', () => {
    const anna = row({ uid: '7' }, { key: 'anna', name: 'anna', formerly: '7' });
    const berta = row({ uid: '7' }, { key: 'berta', name: 'berta', formerly: '7' });
    const clara = row({ uid: '7' }, { key: 'clara', name: 'clara', formerly: '7' });
    expect(changes([anna], [berta])).toEqual(['renamed berta']);
    expect(changes([anna], [berta, clara])).toEqual(['removed anna', 'added berta', 'added clara']);
    expect(changes([anna, berta], [clara])).toEqual(['removed anna', 'removed berta', 'added clara']);
  });
});
