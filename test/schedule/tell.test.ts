import { describe, expect, it } from 'vitest';
import {
  actionId,
  due,
  ended,
  parseActionId,
  parseQuietHours,
  quietUntil,
  type Situation,
  started,
  tell,
  type Telling,
  type TellSettings,
} from '../../electron/schedule/index.ts';
import type { ErrorReport, Told } from '../../shared/index.ts';
import { toldSchema } from '../../shared/index.ts';
import { after, at, backup, berlin, protectionOf, refused, situation, timeout } from './night-watch.ts';

const QUIET: TellSettings = { success: false };

/** A person with one device and a memory of what was told. */
class Listener {
  told: Told = {};
  heard: string[] = [];
  last: Telling | undefined;
  private readonly settings: TellSettings;

  constructor(settings: TellSettings = QUIET) {
    this.settings = settings;
  }

  hear(one: Situation): readonly string[] {
    const protection = protectionOf(one);
    this.last = tell(
      [{ deviceId: 'a/b', name: 'Office router', protection }],
      this.told,
      this.settings,
      berlin,
      one.now,
    );
    this.told = toldSchema.parse(JSON.parse(JSON.stringify(this.last.told)));
    const titles = this.last.notifications.map(({ title }) => title);
    this.heard.push(...titles);
    return titles;
  }
}

function fail(before: Situation, error: ErrorReport): Situation {
  const verdict = due(before);
  if (verdict.decision.kind !== 'run' || verdict.occurrence === undefined) throw new Error('nothing to run');
  const row = ended(
    started(verdict.row, verdict.occurrence, verdict.decision.why, before.now),
    { outcome: 'failed', error },
    before.now,
  );
  return after(before, { ...verdict, rows: [...verdict.rows, row] });
}

const then = (before: Situation, now: string, more: Partial<Situation> = {}): Situation => ({
  ...before,
  now: at(now),
  ...more,
});

/** A night in which every try fails. */
function badNight(before: Situation, day: string, listener?: Listener): Situation {
  let now = before;
  for (const time of ['03:00', '03:05', '03:20', '04:05']) {
    now = fail(then(now, `${day} ${time}`), timeout);
    listener?.hear(now);
  }
  return now;
}

describe('what is told', () => {
  it('keeps silent while a try is left, then tells a failure once, and once that it is over', () => {
    const person = new Listener();
    let now = badNight(situation('11-21 03:00'), '11-21', person);
    expect(person.heard).toEqual(['Office router is failing: no backup was made']);
    for (const time of ['04:06', '09:00', '23:00']) person.hear(then(now, `11-21 ${time}`));
    expect(person.heard).toHaveLength(1);
    now = then(now, '11-21 23:30', { backups: [backup('11-20 03:00'), backup('11-21 23:29', { trigger: 'manual' })] });
    expect(person.hear(now)).toEqual(['Office router is protected again']);
    expect(person.hear(now)).toEqual([]);
  });

  it('says nothing of a night that failed and came right on a retry', () => {
    const person = new Listener();
    const now = fail(situation('11-21 03:00'), timeout);
    person.hear(now);
    person.hear(then(now, '11-21 03:06', { backups: [backup('11-20 03:00'), backup('11-21 03:05')] }));
    expect(person.heard).toEqual([]);
  });

  it('reminds at most daily', () => {
    const person = new Listener();
    let now = situation('11-21 03:00');
    for (const day of ['11-21', '11-22', '11-23', '11-24']) now = badNight(now, day, person);
    person.hear(then(now, '11-24 04:06'));
    expect(person.heard).toEqual([
      'Office router is failing: no backup was made',
      'Office router: still no backup',
      'Office router: still no backup',
      'Office router: still no backup',
    ]);
  });

  it('tells at once when the user is needed, whatever was told before, and another need again', () => {
    const person = new Listener();
    const now = badNight(situation('11-21 03:00'), '11-21', person);
    const stopped = then(now, '11-21 04:10', { stop: { at: at('11-21 04:10'), error: refused } });
    expect(person.hear(stopped)).toEqual(['Office router needs you']);
    expect(person.last?.notifications[0]?.action).toEqual({ kind: 'enter-password', deviceId: 'a/b' });
    expect(person.last?.notifications[0]?.body).toMatch(
      /refused the user name or the password\. .*enter the password here/,
    );
    expect(person.hear(then(stopped, '11-21 05:00'))).toEqual([]);
    const other = { ...refused, code: 'tls/identity-changed' } as const;
    expect(person.hear(then(stopped, '11-21 05:00', { stop: { at: at('11-21 05:00'), error: other } }))).toEqual([
      'Office router needs you',
    ]);
    expect(person.last?.notifications[0]?.action).toEqual({ kind: 'compare-identity', deviceId: 'a/b' });
    const still = { stop: { at: at('11-21 05:00'), error: other } };
    // It goes away by itself with the network that it belongs to.
    expect(person.hear(then(stopped, '11-22 06:00', still))).toEqual([]);
    expect(person.hear(then(stopped, '11-28 06:00', still))).toEqual(['Office router still needs you']);
  });

  it('does not call it a recovery when the user has only cleared the way', () => {
    const person = new Listener();
    const stopped = situation('11-20 12:00', { stop: { at: at('11-20 12:00'), error: refused } });
    person.hear(stopped);
    const { stop, ...free } = stopped;
    expect(stop).toBeDefined();
    expect(person.hear(then(free, '11-20 13:00'))).toEqual([]);
    expect(
      person.hear(
        then(free, '11-20 13:01', { backups: [backup('11-20 03:00'), backup('11-20 13:00', { trigger: 'manual' })] }),
      ),
    ).toEqual(['Office router is protected again']);
  });

  it('tells an overdue device only after its grace, and not before the catch-up had its chance', () => {
    const person = new Listener();
    const away = situation('11-21 12:00', { connection: { answered: false, knocks: 3, knockedAt: at('11-21 11:59') } });
    person.hear(away);
    expect(person.last?.nextAt).toBe(at('11-22 03:00'));
    person.hear(
      then(away, '11-22 02:59', { connection: { answered: false, knocks: 9, knockedAt: at('11-22 02:58') } }),
    );
    expect(person.heard).toEqual([]);
    person.hear(
      then(away, '11-22 03:10', { connection: { answered: false, knocks: 9, knockedAt: at('11-22 03:09') } }),
    );
    expect(person.heard).toEqual(['Office router: the backup is overdue']);
    expect(person.last?.notifications[0]?.body).toMatch(/^The backup of yesterday 03:00 was missed/);

    const vacation = new Listener();
    const asleep = [{ from: at('11-20 12:00'), until: at('11-29 09:00'), why: 'asleep' }] as const;
    vacation.hear(
      situation('11-29 09:00', {
        absences: asleep,
        connection: { answered: false, knocks: 1, knockedAt: at('11-29 09:00') },
      }),
    );
    expect(vacation.heard).toEqual([]);
    expect(vacation.last?.nextAt).toBe(at('11-29 09:15'));
  });

  it('leaves a paused device in peace', () => {
    const person = new Listener();
    const now = badNight(situation('11-21 03:00'), '11-21');
    expect(person.hear(then(now, '11-21 04:06', { pauses: [{ from: at('11-21 04:06') }] }))).toEqual([]);
  });

  it('tells success only if asked for, each backup once, and none of old', () => {
    const silent = new Listener();
    silent.hear(situation('11-20 03:05'));
    expect(silent.heard).toEqual([]);
    const eager = new Listener({ success: true });
    expect(eager.hear(situation('11-20 03:05'))).toEqual(['Office router was backed up']);
    expect(eager.last?.notifications[0]?.body).toBe('Backed up and verified today 03:00, 92 KB.');
    expect(eager.hear(situation('11-20 03:06'))).toEqual([]);
    expect(new Listener({ success: true }).hear(situation('11-25 03:05'))).toEqual([]);
  });

  it('holds everything in quiet hours, forgets nothing that is still true, and drops what is over', () => {
    const settings = { success: false, quietHours: parseQuietHours('22:00-07:00') };
    const person = new Listener(settings);
    const stopped = situation('11-21 03:00', { stop: { at: at('11-21 03:00'), error: refused } });
    expect(person.hear(stopped)).toEqual([]);
    expect(person.last?.nextAt).toBe(at('11-21 07:00'));
    expect(person.hear(then(stopped, '11-21 07:00'))).toEqual(['Office router needs you']);

    const lucky = new Listener(settings);
    const now = badNight(situation('11-21 03:00'), '11-21', lucky);
    lucky.hear(
      then(now, '11-21 07:00', { backups: [backup('11-20 03:00'), backup('11-21 06:00', { trigger: 'manual' })] }),
    );
    expect(lucky.heard).toEqual([]);
  });

  it('tells a fleet in trouble as one, once its starts have had their time', () => {
    const devices = Array.from({ length: 200 }, (_, n) => ({
      deviceId: `device-${n}`,
      name: `Router ${n}`,
      protection: protectionOf(situation('11-21 04:10', { stop: { at: at('11-21 04:10'), error: refused } })),
    }));
    const first = tell(devices.slice(0, 200), {}, QUIET, berlin, at('11-21 04:10'));
    expect(first.notifications).toEqual([]);
    expect(first.nextAt).toBe(at('11-21 04:15'));
    const then = tell(devices, first.told, QUIET, berlin, at('11-21 04:15'));
    expect(then.notifications).toHaveLength(1);
    expect(then.notifications[0]).toMatchObject({
      title: '200 devices need you',
      body: 'Router 0, Router 1, Router 2 and 197 more.',
      action: { kind: 'open-devices' },
    });
    expect(tell(devices, then.told, QUIET, berlin, at('11-21 04:16')).notifications).toEqual([]);
  });

  it('does not remind for a year when the clock was set back, nor at once', () => {
    const person = new Listener();
    const stopped = situation('11-21 12:00', { stop: { at: at('11-21 03:00'), error: refused } });
    person.hear({ ...stopped, now: Date.parse('2027-11-21T12:00+01:00') });
    expect(person.hear(then(stopped, '11-21 12:05'))).toEqual([]);
    expect(person.hear(then(stopped, '11-22 12:05'))).toEqual(['Office router still needs you']);
  });
});

describe('quiet hours', () => {
  it('pass midnight, and end at a wall time on the day the clock changes', () => {
    const hours = parseQuietHours('22:00 - 7am');
    expect(hours).toEqual({ from: '22:00', until: '07:00' });
    expect(quietUntil(hours, at('11-21 21:59'), berlin.localZone)).toBeUndefined();
    expect(quietUntil(hours, at('11-21 22:00'), berlin.localZone)).toBe(at('11-22 07:00'));
    expect(quietUntil(hours, at('11-22 06:59'), berlin.localZone)).toBe(at('11-22 07:00'));
    expect(quietUntil(hours, at('11-22 07:00'), berlin.localZone)).toBeUndefined();
    expect(quietUntil(hours, Date.parse('2026-03-28T22:00Z'), berlin.localZone)).toBe(Date.parse('2026-03-29T05:00Z'));
  });

  it.each(['', '22:00', '22:00-22:00', '22-7', 'night'])('are not "%s"', (text) => {
    expect(() => parseQuietHours(text)).toThrow(/quiet hours|time of day/);
  });
});

describe('the action of a notification', () => {
  it('survives the way through the operating system, and nothing else does', () => {
    for (const action of [
      { kind: 'open-devices' },
      { kind: 'open-device', deviceId: 'a/b c' },
      { kind: 'enter-password', deviceId: 'x' },
      { kind: 'compare-identity', deviceId: 'ü' },
    ] as const) {
      expect(parseActionId(actionId(action))).toEqual(action);
    }
    for (const foreign of ['', 'open-device', 'open-device/', 'open-device/a/b', 'run/x', 'open-device/%']) {
      expect(parseActionId(foreign)).toBeUndefined();
    }
  });
});
