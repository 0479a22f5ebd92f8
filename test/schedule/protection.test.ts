import { describe, expect, it } from 'vitest';
import {
  due,
  ended,
  fleetProtection,
  NEW_CONNECTION,
  nextMoment,
  protection,
  type Situation,
  started,
  unanswered,
} from '../../electron/schedule/index.ts';
import type { ErrorReport, OccurrenceRow } from '../../shared/index.ts';
import {
  after,
  at,
  backup,
  berlin,
  full,
  protectionOf,
  ran,
  refused,
  sentenceOf,
  situation,
  timeout,
} from './night-watch.ts';

function begin(before: Situation): OccurrenceRow {
  const { decision, occurrence, row } = due(before);
  if (decision.kind !== 'run' || occurrence === undefined) throw new Error('nothing to run');
  return started(row, occurrence, decision.why, before.now);
}

function failing(before: Situation, error: ErrorReport, now = before.now): Situation {
  const row = ended(begin(before), { outcome: 'failed', error }, now);
  return after(before, { ...due(before), rows: [...due(before).rows, row] });
}

const then = (before: Situation, now: string, more: Partial<Situation> = {}): Situation => ({
  ...before,
  now: at(now),
  ...more,
});
const asleep = (from: string, until: string): Situation['absences'] => [
  { from: at(from), until: at(until), why: 'asleep' },
];

describe('the protection of a device', () => {
  it('is "protected" after a good night, and says when the next one is', () => {
    const morning = situation('11-20 12:00');
    expect(protectionOf(morning).state).toBe('protected');
    expect(sentenceOf(morning)).toBe('Office router: last verified backup 8 hours ago. Next: tonight 03:00.');
  });

  it('does not flicker while a night takes its usual course', () => {
    expect(protectionOf(situation('11-21 03:00')).state).toBe('protected');
    const running = situation('11-21 03:00', { running: { startedAt: at('11-21 03:00') } });
    expect(protectionOf(running).state).toBe('running');
    expect(sentenceOf(running)).toBe('Office router: backing up now. Last verified backup 23 hours ago.');
    // A slow run that began on time.
    expect(protectionOf(then(running, '11-21 03:40')).state).toBe('running');
  });

  it('is "overdue" when a slot passed in sleep, until it is caught up', () => {
    const woken = situation('11-21 07:41', {
      absences: asleep('11-20 23:00', '11-21 07:41'),
      connection: unanswered(NEW_CONNECTION, at('11-21 07:41')),
    });
    expect(protectionOf(woken)).toMatchObject({ state: 'overdue', since: at('11-21 03:00') });
    expect(sentenceOf(woken)).toBe(
      'Office router: the backup of today 03:00 was missed: the computer was asleep. Last verified backup 28 hours ago. Waiting for the network: the device does not answer yet.',
    );
    const catching = { ...woken, running: { startedAt: at('11-21 07:41') } };
    expect(sentenceOf(catching)).toMatch(/It is being caught up now\.$/);
  });

  it('is told as overdue after 24 hours, or two intervals of a more frequent schedule', () => {
    const tellAt = (plan: string, now: string, more: Partial<Situation> = {}): number | undefined =>
      protectionOf(situation(now, { plan, ...more })).overdue?.tellAt;
    expect(tellAt('daily 03:00', '11-21 12:00')).toBe(at('11-22 03:00'));
    expect(tellAt('weekly saturday 03:00', '11-21 12:00')).toBe(at('11-22 03:00'));
    expect(tellAt('every 6 hours', '11-20 18:00')).toBe(at('11-20 18:00'));
    expect(tellAt('every hour', '11-20 12:00')).toBe(at('11-20 06:00'));
    // Just woken up: the catch-up comes first.
    expect(tellAt('daily 03:00', '11-25 07:41', { absences: asleep('11-20 23:00', '11-25 07:41') })).toBe(
      at('11-25 07:56'),
    );
  });

  it('is not overdue for slots that were paused or cancelled', () => {
    const pauses = [{ from: at('11-20 20:00'), until: at('11-21 20:00') }];
    expect(protectionOf(situation('11-21 21:00', { pauses })).state).toBe('protected');
    const cancelled = situation('11-21 03:00');
    const row = ended(begin(cancelled), { outcome: 'cancelled' }, cancelled.now);
    expect(protectionOf(then(after(cancelled, { ...due(cancelled), rows: [row] }), '11-21 12:00')).state).toBe(
      'protected',
    );
  });

  it('is "failing" from the first failed run, on the side of the vault too, until a verified backup', () => {
    for (const error of [timeout, full]) {
      const failed = failing(situation('11-21 03:00'), error);
      expect(protectionOf(failed)).toMatchObject({ state: 'failing', final: false, retryAt: at('11-21 03:05') });
    }
    const failed = failing(situation('11-21 03:00'), full);
    expect(sentenceOf(failed)).toBe(
      'Office router: backups have failed since today 03:00. There is no space left for the backup in /backups. Free some space on that disk, or choose another folder. Earlier backups are untouched. Last verified backup 23 hours ago. Next try: tonight 03:05.',
    );
    // The next night has begun but nothing has come of it yet.
    expect(protectionOf(then(failed, '11-22 03:00')).state).toBe('failing');
    const mended = then(failed, '11-21 12:00', {
      backups: [backup('11-20 03:00'), backup('11-21 11:00', { trigger: 'manual' })],
    });
    expect(protectionOf(mended).state).toBe('protected');
  });

  it('is final when the last retry of a slot failed', () => {
    let now = failing(situation('11-21 03:00'), timeout);
    for (const time of ['11-21 03:05', '11-21 03:20', '11-21 04:05']) now = failing(then(now, time), timeout);
    expect(protectionOf(now)).toMatchObject({ state: 'failing', final: true, since: at('11-21 03:00') });
    expect(sentenceOf(now)).toMatch(/Next: tomorrow 03:00\.$|Next: tonight 03:00\.$/);
  });

  it('is "needs-you" for what only the user can solve, and hides everything else', () => {
    const refusedNow = failing(situation('11-21 03:00'), refused);
    expect(protectionOf(refusedNow)).toMatchObject({ state: 'needs-you', error: { code: 'auth/refused' } });
    const stopped = situation('11-23 12:00', {
      stop: { at: at('11-21 03:00'), error: refused },
      pauses: [{ from: at('11-22 00:00') }],
    });
    expect(sentenceOf(stopped)).toMatch(
      /^Office router: waits for you since Saturday 03:00\. The device at router\.lan refused/,
    );
    const cleared = then(refusedNow, '11-21 12:00', { clearedAt: at('11-21 11:00') });
    expect(protectionOf(cleared).state).toBe('failing');
  });

  it('is "never" without a backup, and "paused" by the user', () => {
    const fresh = situation('11-21 14:00', { since: at('11-21 13:00'), firstBackup: false, rows: [], backups: [] });
    expect(sentenceOf(fresh)).toBe('Office router: no verified backup yet. Next: tonight 03:00.');
    const paused = situation('11-20 12:00', { pauses: [{ from: at('11-20 11:00'), until: at('11-20 18:00') }] });
    expect(sentenceOf(paused)).toBe(
      'Office router: paused. Last verified backup 8 hours ago. Paused until today 18:00.',
    );
    const open = situation('11-20 12:00', { pauses: [{ from: at('11-20 11:00') }] });
    expect(sentenceOf(open)).toMatch(/Paused until you resume it\.$/);
  });

  it('does not forget a backup that is dated ahead of a clock put right', () => {
    const ahead = situation('11-21 01:00', { rows: [], backups: [backup('12-24 03:00')], since: at('11-20 12:00') });
    expect(protectionOf(ahead).state).toBe('protected');
    expect(sentenceOf(ahead)).toMatch(/dated 24 December 03:00, which the clock of this computer has not reached\./);
  });

  it('knows the moment at which it changes by itself', () => {
    expect(protectionOf(situation('11-20 12:00')).changesAt).toBe(at('11-21 03:15'));
    const verdict = due(situation('11-20 12:00'));
    expect(nextMoment(verdict, protection(situation('11-20 12:00'), verdict))).toBe(at('11-21 03:00'));
    const paused = situation('11-20 12:00', { pauses: [{ from: at('11-20 11:00'), until: at('11-20 18:00') }] });
    expect(protectionOf(paused).changesAt).toBe(at('11-20 18:00'));
    expect(protectionOf(then(paused, '11-20 18:00')).state).toBe('protected');
  });
});

describe('the protection of a fleet', () => {
  const good = { name: 'Office router', protection: protectionOf(situation('11-20 12:00')) };
  const stopped = {
    name: 'Attic',
    protection: protectionOf(situation('11-20 12:00', { stop: { at: at('11-20 03:00'), error: refused } })),
  };
  const running = {
    name: 'NAS',
    protection: protectionOf(situation('11-20 12:00', { running: { startedAt: at('11-20 12:00') } })),
  };
  const say = (...devices: readonly (typeof good)[]): string =>
    fleetProtection(devices, berlin, at('11-20 12:00')).sentence.text;

  it('is counted and says what comes next', () => {
    expect(say()).toBe('No devices yet.');
    expect(say(good)).toBe('1 of 1 device protected. Next: tonight 03:00.');
    expect(say(good, good, good)).toBe('3 of 3 devices protected. Next: tonight 03:00.');
  });

  it('shows its worst', () => {
    expect(fleetProtection([good, running, stopped], berlin, at('11-20 12:00')).state).toBe('needs-you');
    expect(say(good, running, stopped)).toBe(
      '1 of 3 devices protected. Needs you: Attic. Backing up: NAS. Next: tonight 03:00.',
    );
    expect(say(...Array.from({ length: 6 }, () => stopped))).toBe(
      '0 of 6 devices protected. Needs you: Attic, Attic, Attic and 3 more.',
    );
  });

  it('holds a name of another writing direction apart, so that it draws nothing to its other side', () => {
    expect(say({ ...stopped, name: 'משרד' })).toBe('0 of 1 device protected. Needs you: \u2068משרד\u2069.');
  });

  it('keeps its promise of a night with rows of other nights around it', () => {
    expect(protectionOf(situation('11-20 12:00', { rows: [ran('11-20 03:00'), ran('11-19 03:00')] })).state).toBe(
      'protected',
    );
  });
});
