import { describe, expect, it } from 'vitest';
import {
  createCalendar,
  due,
  fleetProtection,
  nextMoment,
  protection,
  protectionSentence,
  type Situation,
} from '../../electron/schedule/index.ts';
import type { OccurrenceRow } from '../../shared/index.ts';
import { at, backup, ran, situation } from './night-watch.ts';

const DEVICES = 1_000;
const PLANS = [
  'daily 03:00',
  'daily 03:00, 15:00',
  'every 6 hours',
  'weekly sunday 03:00',
  'daily 02:30 in America/New_York',
];
const rows: readonly OccurrenceRow[] = Array.from({ length: 20 }, (_, day) =>
  ran(`11-${String(day + 1).padStart(2, '0')} 03:00`),
);

function fleet(now: string): readonly Situation[] {
  const calendar = createCalendar('Europe/Berlin');
  return Array.from({ length: DEVICES }, (_, n) =>
    situation(now, {
      calendar,
      plan: PLANS[n % PLANS.length] ?? 'daily 03:00',
      deviceId: `device-${n}`,
      fleetSize: DEVICES,
      rows,
      backups: [backup('11-20 03:00')],
    }),
  );
}

describe('a thousand devices', () => {
  it('cost little to work out anew, and next to nothing while none is due', () => {
    const situations = fleet('11-20 04:00');
    const calendar = createCalendar('Europe/Berlin');
    const began = performance.now();
    const looks = situations.map((one) => {
      const verdict = due(one);
      const state = protection(one, verdict);
      return {
        name: one.deviceId,
        protection: state,
        moment: nextMoment(verdict, state),
        sentence: protectionSentence(one.deviceId, state, calendar, one.now),
      };
    });
    const overall = fleetProtection(looks, calendar, at('11-20 04:00'));
    const whole = performance.now() - began;

    const tickBegan = performance.now();
    const dueNow = looks.filter(({ moment }) => moment <= at('11-20 04:01'));
    const tick = performance.now() - tickBegan;

    console.info(
      `      1,000 devices: decisions, protection and sentences ${whole.toFixed(0)} ms, a tick of which none is due ${tick.toFixed(2)} ms`,
    );
    expect(overall.total).toBe(DEVICES);
    expect(dueNow).toEqual([]);
    // Wide bounds for a busy machine; the benchmark holds the ratio to a TLS handshake.
    expect(whole).toBeLessThan(2_000);
    expect(tick).toBeLessThan(20);
  });
});
