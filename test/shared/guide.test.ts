import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restoreGuide } from '../../shared/index.ts';

function takenAt(moment: Date): string | undefined {
  const guide = restoreGuide({
    product: 'SRM',
    deviceName: 'Office router',
    origin: 'https://192.168.1.1:8001',
    file: 'SynologyRouter_20261120.dss',
    folder: '/backups',
    takenAt: moment.toISOString(),
    sha256: '0'.repeat(64),
  });
  return guide.facts.find(({ label }) => label === 'Taken')?.value;
}

describe('the restore guide', () => {
  it('tells the moment of the backup in local time', () => {
    expect(takenAt(new Date(2026, 10, 20, 3, 0))).toBe('Friday 20 November 2026 at 03:00');
  });

  it('writes every moment as British English does', () => {
    const range = { min: new Date('2000-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(range), (moment) => {
        const told = moment.toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'short' });
        // Whether there is a comma behind the weekday differs between versions of the platform's data.
        expect(takenAt(moment)).toBe(told.replace(',', ''));
      }),
    );
  });
});
