import { describe, expect, it } from 'vitest';
import { due, ended, nightSentence, type Situation, started } from '../../electron/schedule/index.ts';
import type { OccurrenceRow } from '../../shared/index.ts';
import { after, at, backup, berlin, ran, refused, situation, timeout } from './night-watch.ts';

const say = (row: OccurrenceRow | undefined): string => (row === undefined ? 'no row' : nightSentence(row, berlin));
const asleep = [{ from: at('11-20 23:00'), until: at('11-21 07:41'), why: 'asleep' }] as const;

function start(before: Situation): OccurrenceRow {
  const { decision, occurrence, row } = due(before);
  if (decision.kind !== 'run' || occurrence === undefined) throw new Error('nothing to run');
  return started(row, occurrence, decision.why, before.now);
}

const done = (row: OccurrenceRow, text: string): OccurrenceRow =>
  ended(row, { outcome: 'verified', backup: backup(text) }, at(text) + 40_000);

describe('the sentence of a night', () => {
  it('tells a night like every other', () => {
    expect(say(ran('11-20 03:00'))).toBe('03:00 backed up; verified, 92 KB, nothing changed.');
  });

  it('tells a catch-up', () => {
    const row = start(situation('11-21 07:41', { absences: asleep }));
    expect(say(row)).toBe('03:00 the computer was asleep; 07:41 backing up now.');
    expect(say(done(row, '11-21 07:41'))).toBe(
      '03:00 the computer was asleep; 07:41 caught up; verified, 92 KB, nothing changed.',
    );
  });

  it('tells the retries of a night, the same trouble once', () => {
    let now = situation('11-21 03:00');
    let row = ended(start(now), { outcome: 'failed', error: timeout }, at('11-21 03:00') + 20_000);
    expect(say(row)).toBe('03:00 failed (router.lan did not answer in time (connect)); next try 03:05.');
    now = after({ ...now, now: at('11-21 03:06') }, { ...due(now), rows: [row] });
    row = ended(start(now), { outcome: 'failed', error: timeout }, at('11-21 03:06'));
    now = after({ ...now, now: at('11-21 03:22') }, { ...due(now), rows: [row] });
    expect(say(done(start(now), '11-21 03:22'))).toBe(
      '03:00, 03:06 failed (router.lan did not answer in time (connect)); 03:22 backed up; verified, 92 KB, nothing changed.',
    );
  });

  it('tells what was skipped and why', () => {
    const verdict = due(situation('11-22 07:41', { absences: [{ ...asleep[0], until: at('11-22 07:41') }] }));
    expect(say(verdict.rows[0])).toBe('03:00 the computer was asleep; skipped.');
    const paused = due(situation('11-21 03:00', { pauses: [{ from: at('11-20 20:00') }] }));
    expect(say(paused.rows[0])).toBe('03:00 paused; skipped.');
    const cancelled = ended(start(situation('11-21 03:00')), { outcome: 'cancelled' }, at('11-21 03:01'));
    expect(say(cancelled)).toBe('03:00 you cancelled it; skipped.');
  });

  it('tells what it waits for', () => {
    const stopped = due(situation('11-21 03:00', { stop: { at: at('11-20 22:00'), error: refused } }));
    expect(say(stopped.rows[0])).toBe('03:00 waiting for you.');
    const away = situation('11-21 07:41', {
      absences: asleep,
      connection: { answered: false, knocks: 1, knockedAt: at('11-21 07:41') },
    });
    expect(say(due(away).row)).toBe('03:00 the computer was asleep; 07:41 waiting for the network.');
  });

  it('tells a backup by hand, and a run that was cut', () => {
    const byHand = situation('11-21 09:00', {
      backups: [backup('11-21 08:10', { trigger: 'manual', changed: true, bytes: 1_000 })],
      absences: asleep,
    });
    expect(say(due(byHand).rows[0])).toBe(
      '03:00 the computer was asleep; 08:10 backed up by hand; verified, 1 KB, settings changed.',
    );
    const cut = ended(start(situation('11-21 03:00')), { outcome: 'interrupted' }, at('11-21 03:00'));
    expect(say(cut)).toBe('03:00 cut short, the program or the computer stopped; it is due again.');
  });

  it('tells the backup by hand that followed a night of failures', () => {
    let now = situation('11-21 03:00');
    for (const time of ['03:00', '03:05', '03:20', '04:05']) {
      now = { ...now, now: at(`11-21 ${time}`) };
      now = after(now, { ...due(now), rows: [ended(start(now), { outcome: 'failed', error: timeout }, now.now)] });
    }
    const times = '03:00, 03:05, 03:20, 04:05 failed (router.lan did not answer in time (connect))';
    expect(say(now.rows.at(-1))).toBe(`${times}; left to the next slot.`);
    const backups = [backup('11-21 09:12', { trigger: 'manual' })];
    expect(say(due({ ...now, now: at('11-21 09:13'), backups }).row)).toBe(
      `${times}; 09:12 backed up by hand; verified, 92 KB, nothing changed.`,
    );
  });

  it('gives the date of what happened on another day', () => {
    const row = start(situation('11-21 23:59', { plan: 'daily 23:59' }));
    expect(say(done(row, '11-22 00:20'))).toBe('23:59 backed up; verified, 92 KB, nothing changed.');
    const friday = situation('11-23 08:00', {
      plan: 'weekly friday 03:00',
      absences: [{ from: at('11-19 08:00'), until: at('11-23 08:00'), why: 'not-running' }],
      rows: [],
      backups: [],
    });
    expect(say(done(start(friday), '11-23 08:00'))).toBe(
      '03:00 Routerkeep was not running; 23 November 08:00 caught up; verified, 92 KB, nothing changed.',
    );
  });
});
