import { describe, expect, it } from 'vitest';
import { due, ended, NEW_CONNECTION, type Situation, started, unanswered } from '../../electron/schedule/index.ts';
import type { ErrorReport, OccurrenceRow } from '../../shared/index.ts';
import { occurrenceRowSchema } from '../../shared/index.ts';
import { after, at, backup, full, locked, ran, refused, situation, timeout } from './night-watch.ts';

/** Runs what is due at that time and lets it end so. */
function fail(before: Situation, error: ErrorReport): Situation {
  const verdict = due(before);
  if (verdict.decision.kind !== 'run' || verdict.occurrence === undefined) throw new Error('nothing to run');
  const row = started(verdict.row, verdict.occurrence, verdict.decision.why, before.now);
  const done = ended(row, { outcome: 'failed', error }, before.now);
  return after(before, { ...verdict, rows: [...verdict.rows, done] });
}

const then = (before: Situation, now: string, more: Partial<Situation> = {}): Situation => ({
  ...before,
  now: at(now),
  ...more,
});
const asleep = (from: string, until: string): Situation['absences'] => [
  { from: at(from), until: at(until), why: 'asleep' },
];
const states = (rows: readonly OccurrenceRow[]): readonly string[] =>
  rows.map((row) => `${row.slot.slice(5)} ${row.state}${row.why === undefined ? '' : ` ${row.why}`}`);

describe('what is due', () => {
  it('waits for the next slot when the last one was run', () => {
    const verdict = due(situation('11-20 12:00'));
    expect(verdict.decision).toEqual({ kind: 'nothing', why: 'satisfied' });
    expect(verdict.nextAt).toBe(at('11-21 03:00'));
    expect(verdict.rows).toEqual([]);
  });

  it('runs at the slot', () => {
    expect(due(situation('11-21 03:00')).decision).toEqual({ kind: 'run', how: 'regular', attempt: 1, knock: false });
  });

  it('catches up once after sleep, however many slots were missed, and says why for each', () => {
    const verdict = due(situation('11-24 07:41', { absences: asleep('11-20 23:00', '11-24 07:41') }));
    expect(verdict.decision).toMatchObject({ kind: 'run', how: 'catch-up', why: 'asleep' });
    expect(verdict.occurrence?.slot).toBe('2026-11-24T03:00');
    expect(states(verdict.rows)).toEqual([
      '11-21T03:00 skipped asleep',
      '11-22T03:00 skipped asleep',
      '11-23T03:00 skipped asleep',
    ]);
    expect(verdict.next?.slot).toBe('2026-11-25T03:00');
  });

  it('writes rows that the journal reads back', () => {
    const { rows } = due(situation('11-24 07:41'));
    expect(rows.map((row) => occurrenceRowSchema.parse(JSON.parse(JSON.stringify(row))))).toEqual(rows);
  });

  it('takes a backup by hand for a missed slot only if it started after that slot', () => {
    const before = situation('11-21 08:00', {
      backups: [backup('11-20 03:00'), backup('11-21 02:59', { trigger: 'manual' })],
    });
    expect(due(before).decision.kind).toBe('run');
    const later = situation('11-21 08:00', {
      backups: [backup('11-20 03:00'), backup('11-21 07:10', { trigger: 'manual' })],
    });
    expect(due(later).decision).toEqual({ kind: 'nothing', why: 'satisfied' });
    expect(states(due(later).rows)).toEqual(['11-21T03:00 covered not-running']);
  });

  it('does not take a backup from a future that a wrong clock once showed', () => {
    const ahead = backup('11-25 10:00', { trigger: 'manual' });
    expect(due(situation('11-21 03:00', { backups: [backup('11-20 03:00'), ahead] })).decision.kind).toBe('run');
  });

  it('never starts a second run beside one that is under way', () => {
    const before = situation('11-21 03:00', { running: { startedAt: at('11-21 02:59') } });
    expect(due(before).decision).toEqual({ kind: 'wait', for: 'run' });
  });

  it('finds a run that was stored but not noted before a crash', () => {
    const verdict = due(situation('11-21 03:00'));
    if (verdict.occurrence === undefined) throw new Error('nothing due');
    const row = started(undefined, verdict.occurrence, undefined, at('11-21 03:00'));
    const restarted = situation('11-21 03:05', {
      rows: [ran('11-20 03:00'), row],
      backups: [backup('11-20 03:00'), backup('11-21 03:00')],
    });
    expect(due(restarted).decision).toEqual({ kind: 'nothing', why: 'satisfied' });
    expect(states(due(restarted).rows)).toEqual(['11-21T03:00 ran']);
  });

  it('is due again at once after a run that was cut', () => {
    const verdict = due(situation('11-21 03:00'));
    if (verdict.occurrence === undefined) throw new Error('nothing due');
    const row = started(undefined, verdict.occurrence, undefined, at('11-21 03:00'));
    const restarted = due(situation('11-21 03:01', { rows: [ran('11-20 03:00'), row] }));
    expect(restarted.decision).toMatchObject({ kind: 'run', how: 'retry', attempt: 2 });
    expect(states(restarted.rows)).toEqual(['11-21T03:00 interrupted']);
  });

  it('slows down when every run takes the program down with it', () => {
    let now = situation('11-21 03:00');
    for (let cut = 0; cut < 6; cut += 1) {
      const { occurrence, row } = due(now);
      if (occurrence === undefined) throw new Error('nothing due');
      now = after(now, { ...due(now), rows: [started(row, occurrence, undefined, now.now)] });
    }
    expect(due(now).decision).toEqual({ kind: 'wait', for: 'retry', until: at('11-21 03:05') });
  });

  it('tries again after 5, 15 and 45 minutes, then leaves it to the next slot', () => {
    let now = fail(situation('11-21 03:00'), timeout);
    expect(due(now).decision).toEqual({ kind: 'wait', for: 'retry', until: at('11-21 03:05') });
    now = fail(then(now, '11-21 03:05'), timeout);
    expect(due(now).decision).toEqual({ kind: 'wait', for: 'retry', until: at('11-21 03:20') });
    now = fail(then(now, '11-21 03:20'), full);
    expect(due(now).decision).toEqual({ kind: 'wait', for: 'retry', until: at('11-21 04:05') });
    now = fail(then(now, '11-21 04:05'), timeout);
    expect(due(now).decision).toEqual({ kind: 'nothing', why: 'gave-up' });
    expect(due(then(now, '11-21 23:00')).decision).toEqual({ kind: 'nothing', why: 'gave-up' });
    expect(due(then(now, '11-22 03:00')).decision).toMatchObject({ kind: 'run', how: 'regular', attempt: 1 });
  });

  it('never tries a refused credential again, at no later slot either while the stop stands', () => {
    const now = fail(situation('11-21 03:00'), refused);
    expect(due(now).decision).toEqual({ kind: 'nothing', why: 'needs-you' });
    const stopped = { ...now, stop: { at: at('11-21 03:00'), error: refused } };
    const later = due(then(stopped, '11-23 03:00'));
    expect(later.decision).toEqual({ kind: 'nothing', why: 'needs-you' });
    expect(states(later.rows)).toEqual(['11-21T03:00 failed', '11-22T03:00 skipped needs-you', '11-23T03:00 waiting']);
  });

  it('catches up at once when the user has cleared the way', () => {
    const now = fail(situation('11-21 03:00'), refused);
    const cleared = then(now, '11-21 09:00', { clearedAt: at('11-21 09:00') });
    expect(due(cleared).decision).toMatchObject({ kind: 'run', attempt: 2 });
  });

  it.each([locked, { ...locked, code: 'secret/unavailable' as const }])(
    'looks again at a keychain that was $code when the session was unlocked, and not before',
    (error) => {
      const now = fail(situation('11-21 03:00'), error);
      expect(due(then(now, '11-21 07:00')).decision).toEqual({ kind: 'nothing', why: 'needs-you' });
      expect(due(then(now, '11-21 07:41', { unlockedAt: at('11-21 07:40') })).decision.kind).toBe('run');
    },
  );

  it('waits for a device that does not answer after a resume, and does not call it failed', () => {
    let now = situation('11-21 07:41', { connection: NEW_CONNECTION, absences: asleep('11-20 23:00', '11-21 07:41') });
    expect(due(now).decision).toMatchObject({ kind: 'run', knock: true });
    now = { ...now, connection: unanswered(now.connection, now.now) };
    expect(due(now).decision).toEqual({ kind: 'wait', for: 'network', until: at('11-21 07:41') + 5_000 });
    expect(states(due(now).rows)).toEqual(['11-21T03:00 waiting asleep']);
    let knocks = 1;
    for (; now.now < at('11-21 20:00'); knocks += 1) {
      const verdict = due(now);
      now = { ...after(now, verdict), now: verdict.nextAt ?? now.now };
      now = { ...now, connection: unanswered(now.connection, now.now) };
    }
    expect(knocks).toBeLessThan(100);
    const nextNight = due(then(now, '11-22 03:00'));
    expect(states(nextNight.rows)[0]).toBe('11-21T03:00 skipped asleep');
    expect(nextNight.occurrence?.slot).toBe('2026-11-22T03:00');
  });

  it('skips what falls into a pause, and catches up after it only what was missed before', () => {
    const pauses = [{ from: at('11-20 20:00'), until: at('11-21 20:00') }];
    const paused = due(situation('11-21 03:00', { pauses }));
    expect(paused.decision).toEqual({ kind: 'nothing', why: 'skipped' });
    expect(states(paused.rows)).toEqual(['11-21T03:00 skipped paused']);
    expect(due(situation('11-21 20:01', { pauses })).decision).toEqual({ kind: 'nothing', why: 'skipped' });

    const late = [{ from: at('11-21 07:41'), until: at('11-21 08:41') }];
    const held = due(situation('11-21 07:42', { pauses: late, absences: asleep('11-20 23:00', '11-21 07:41') }));
    expect(held.decision).toEqual({ kind: 'nothing', why: 'paused', until: at('11-21 08:41') });
    expect(due(situation('11-21 08:41', { pauses: late })).decision).toMatchObject({ kind: 'run', how: 'catch-up' });
  });

  it('backs up right after a device was added, unless that was not wanted', () => {
    const added = { since: at('11-21 14:00'), rows: [], backups: [] };
    expect(due(situation('11-21 14:00', added)).decision).toEqual({
      kind: 'wait',
      for: 'its-turn',
      until: at('11-21 14:01'),
    });
    expect(due(situation('11-21 14:01', added)).decision).toMatchObject({ kind: 'run', how: 'first' });
    expect(due(situation('11-21 14:01', { ...added, firstBackup: false })).decision).toEqual({
      kind: 'nothing',
      why: 'not-yet',
    });
    expect(
      due(situation('11-21 14:01', { ...added, backups: [backup('11-21 14:00', { trigger: 'added' })] })).decision.kind,
    ).toBe('nothing');
  });

  it('does not run slots from before the schedule was changed, but the first one after it (vorta#1184)', () => {
    expect(due(situation('11-20 16:00', { plan: 'daily 15:30', since: at('11-20 16:00') })).decision.kind).toBe(
      'nothing',
    );
    const changedAtTwo = situation('11-21 07:00', {
      since: at('11-21 02:00'),
      absences: asleep('11-21 02:10', '11-21 07:00'),
    });
    expect(due(changedAtTwo).decision).toMatchObject({ kind: 'run', how: 'catch-up' });
  });

  it('never calls nights missed that a lost history knows nothing about', () => {
    const lost = due(situation('11-21 12:00', { rows: [], backups: [backup('11-21 03:00')] }));
    expect(lost.decision).toEqual({ kind: 'nothing', why: 'satisfied' });
    expect(states(lost.rows)).toEqual(['11-21T03:00 ran']);
  });

  it('does not run twice for one slot when the clock is set back over it', () => {
    const now = situation('11-21 02:50', {
      rows: [ran('11-20 03:00'), ran('11-21 03:00')],
      backups: [backup('11-20 03:00'), backup('11-21 03:00')],
    });
    expect(due(now).decision).toEqual({ kind: 'nothing', why: 'satisfied' });
    expect(due(then(now, '11-21 03:00')).decision).toEqual({ kind: 'nothing', why: 'satisfied' });
    expect(due(then(now, '11-22 03:00')).decision.kind).toBe('run');
  });

  it('takes back what it said about nights to come when a clock a year ahead is put right', () => {
    const year = Date.parse('2027-11-21T12:00+01:00');
    const absences = [{ from: at('11-20 12:00'), until: year, why: 'clock-moved' }] as const;
    const wrong: Situation = { ...situation('11-20 12:00', { absences }), now: year };
    const verdict = due(wrong);
    expect(verdict.decision).toMatchObject({ kind: 'run', why: 'clock-moved' });
    expect(verdict.rows.length).toBeGreaterThan(360);
    const right = after(wrong, verdict, { now: at('11-20 12:05') });
    expect(due(right).withdrawn).toHaveLength(verdict.rows.length);
    const mended = after(right, due(right), { now: at('11-21 03:00') });
    expect(due(mended).decision).toMatchObject({ kind: 'run', how: 'regular' });
  });

  it('writes each decision once, not at every look', () => {
    const waiting = situation('11-21 07:41', { stop: { at: at('11-21 03:00'), error: refused } });
    const noted = after(waiting, due(waiting));
    expect(due(then(noted, '11-21 07:42')).rows).toEqual([]);
  });
});
