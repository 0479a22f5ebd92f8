import { describe, expect, it } from 'vitest';
import { backupFacts } from '../../renderer/places/history/backup-facts.ts';
import { canOpen, listItems } from '../../renderer/places/history/list-items.ts';
import { hasGap, mergeRows } from '../../renderer/places/history/merge-rows.ts';
import { goalOf } from '../../renderer/places/history/use-goal.ts';
import type { HistoryRow } from '../../shared/ipc/index.ts';
import { sampleDetails } from './sample-history.ts';

function row(day: string, change: Partial<HistoryRow> = {}): HistoryRow {
  return {
    id: `row ${day}`,
    deviceId: 'one',
    device: 'Office',
    at: `${day}T02:00:00.000Z`,
    day,
    kind: 'night',
    trigger: 'schedule',
    outcome: 'verified',
    sentence: '03:00 backed up.',
    ...change,
  };
}
const days = (rows: readonly HistoryRow[]) => rows.map(({ day }) => day.slice(8));
const next = { at: '', id: '' };

describe('the list and what is read of it', () => {
  const pages = [
    { rows: [row('2026-11-20'), row('2026-11-19')], next },
    { rows: [row('2026-11-18'), row('2026-11-17')] },
  ];

  it('puts a night that has just run on top, and keeps what was read below', () => {
    const top = { rows: [row('2026-11-21'), row('2026-11-20')], next };
    expect(days(mergeRows(top, pages))).toEqual(['21', '20', '19', '18', '17']);
    expect(hasGap(top, pages)).toBe(false);
  });

  it('says of a line what was said last', () => {
    const top = { rows: [row('2026-11-20', { pinned: true }), row('2026-11-19')], next };
    expect(mergeRows(top, pages)[0]?.pinned).toBe(true);
    expect(mergeRows(top, pages)).toHaveLength(4);
  });

  it('drops a line that is gone from the top, such as a run that became part of its night', () => {
    const top = { rows: [row('2026-11-20'), row('2026-11-18')], next };
    expect(days(mergeRows(top, pages))).toEqual(['20', '18', '17']);
  });

  it('is the top alone where that is all there is', () => {
    expect(days(mergeRows({ rows: [row('2026-11-21')] }, pages))).toEqual(['21']);
  });

  it('goes on below a filtered top that found nothing yet', () => {
    expect(days(mergeRows({ rows: [], next }, pages))).toEqual(['20', '19', '18', '17']);
  });

  it('notices that more has come on top than one page holds', () => {
    expect(hasGap({ rows: [row('2026-12-24')], next }, pages)).toBe(true);
    expect(hasGap({ rows: [row('2026-12-24')], next }, [])).toBe(false);
  });
});

describe('the lines of the list', () => {
  it('stand under their months, newest first, each day named once', () => {
    const items = listItems([row('2026-12-01'), row('2026-11-30'), row('2026-11-30', { id: 'second' })]);
    expect(items.map((item) => (item.kind === 'month' ? item.month : [item.row.day, item.isNewDay]))).toEqual([
      '2026-12',
      ['2026-12-01', true],
      '2026-11',
      ['2026-11-30', true],
      ['2026-11-30', false],
    ]);
  });

  it('name the firmware where a device has a new one, not at its first backup, not for another device', () => {
    const items = listItems([
      row('2026-11-20', { firmware: 'B' }),
      row('2026-11-19', { firmware: 'B' }),
      row('2026-11-18', { outcome: 'failed' }),
      row('2026-11-17', { firmware: 'A', deviceId: 'other' }),
      row('2026-11-16', { firmware: 'A' }),
    ]);
    const named = items.flatMap((item) =>
      item.kind === 'row' && item.newFirmware !== undefined ? [[item.row.day, item.newFirmware]] : [],
    );
    expect(named).toEqual([['2026-11-19', 'B']]);
  });

  it('open only where there is something to see', () => {
    expect(canOpen(row('2026-11-20'))).toBe(false);
    expect(canOpen(row('2026-11-20', { file: 'a.dss', backup: 'verified' }))).toBe(true);
    expect(canOpen(row('2026-11-20', { file: 'a.dss', backup: 'removed' }))).toBe(false);
  });

  it('are found by their night: the backup of it, or the next older line', () => {
    const items = listItems([
      row('2026-11-20'),
      row('2026-11-18', { id: 'skipped', outcome: 'skipped' }),
      row('2026-11-18', { file: 'a.dss', backup: 'verified' }),
    ]);
    expect(goalOf(items, '2026-11-18')).toEqual({ index: 3, openId: 'row 2026-11-18' });
    expect(goalOf(items, '2026-11-19')).toEqual({ index: 2, openId: undefined });
    expect(goalOf(items, '2026-11-01')).toBeUndefined();
  });
});

describe('what is told of a stored backup', () => {
  it('says what was proven, and that a backup never verified was not', () => {
    const unproven = { ...sampleDetails(row('2026-11-20')), verification: undefined, verifiedAt: undefined };
    const proven = backupFacts(sampleDetails(row('2026-11-20'))).map(({ label }) => label);
    expect(proven).toContain('Proven');
    const facts = backupFacts(unproven);
    expect(facts.map(({ label }) => label)).not.toContain('Proven');
    expect(facts.find(({ label }) => label === 'Verified')?.value).toBe('Never');
  });
});
