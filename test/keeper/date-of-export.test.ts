import { describe, expect, it } from 'vitest';
import { dateOfExport } from '../../electron/keeper/adopt/date-of-export.ts';

const NOW = new Date(2026, 11, 1, 15, 0, 0).getTime();
const FILE = new Date(2025, 5, 6, 7, 8, 9).getTime();

describe('the date of an old export', () => {
  it.each([
    ['SynologyRouter_20240310.dss', new Date(2024, 2, 10, 12), 'name'],
    ['SynologyRouter_20240310_031500.dss', new Date(2024, 2, 10, 3, 15), 'name'],
    ['SynologyRouter_20240310_031500-2.dss', new Date(2024, 2, 10, 3, 15), 'name'],
    ['DiskStation_2024-03-10 (3).DSS', new Date(2024, 2, 10, 12), 'name'],
    // The day of the file as well: its time is the better one.
    ['SynologyRouter_20250606.dss', new Date(FILE), 'name'],
    // No such day, no such hour, a day to come: the file tells.
    ['SynologyRouter_20240231.dss', new Date(FILE), 'file'],
    ['SynologyRouter_20240310_251500.dss', new Date(FILE), 'file'],
    ['SynologyRouter_20270101.dss', new Date(FILE), 'file'],
    ['router.dss', new Date(FILE), 'file'],
    ['20240310.txt.dss', new Date(FILE), 'file'],
  ] as const)('called %s is %s, told by its %s', (name, takenAt, datedBy) => {
    expect(dateOfExport(name, FILE, NOW)).toEqual({ takenAt, datedBy });
  });

  it('is that of the import where neither name nor file can be right', () => {
    for (const modified of [0, Number.NaN, NOW + 1]) {
      expect(dateOfExport('router.dss', modified, NOW)).toEqual({ takenAt: new Date(NOW), datedBy: 'import' });
    }
  });
});
