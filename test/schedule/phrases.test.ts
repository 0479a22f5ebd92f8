import { describe, expect, it } from 'vitest';
import { moment } from '../../electron/schedule/index.ts';
import { ago } from '../../electron/schedule/phrases.ts';
import { at, berlin } from './night-watch.ts';

const say = (when: string, now: string): string => moment(at(when), at(now), berlin.localZone, berlin.localZone).text;

describe('words about a time', () => {
  it.each([
    ['11-21 03:00', '11-20 12:00', 'tonight 03:00'],
    ['11-21 03:00', '11-20 06:00', 'tonight 03:00'],
    ['11-21 03:00', '11-21 01:00', 'tonight 03:00'],
    ['11-22 03:00', '11-21 01:00', 'tomorrow 03:00'],
    ['11-21 15:00', '11-21 08:00', 'today 15:00'],
    ['11-22 15:00', '11-21 08:00', 'tomorrow 15:00'],
    ['11-21 03:00', '11-21 08:00', 'today 03:00'],
    ['11-20 15:00', '11-21 08:00', 'yesterday 15:00'],
    ['11-26 03:00', '11-21 08:00', 'Thursday 03:00'],
    ['11-16 03:00', '11-21 08:00', 'Monday 03:00'],
    ['12-24 18:00', '11-21 08:00', '24 December 18:00'],
  ])('call %s, said on %s, "%s"', (when, now, expected) => {
    expect(say(when, now)).toBe(expected);
  });

  it('give the year when it is another one', () => {
    const then = Date.parse('2027-02-01T03:00+01:00');
    expect(moment(then, at('11-21 08:00'), berlin.localZone, berlin.localZone).text).toBe('1 February 2027 03:00');
  });

  it('name the zone where its clocks show another time', () => {
    const now = at('11-20 12:00');
    const inTokyo = moment(now + 3_600_000, now, berlin.zone('Asia/Tokyo'), berlin.localZone).text;
    expect(inTokyo).toBe('today 21:00 (Asia/Tokyo)');
    expect(moment(now + 3_600_000, now, berlin.zone('Europe/Paris'), berlin.localZone).text).toBe('today 13:00');
  });

  it.each([
    [0, 'just now'],
    [59_999, 'just now'],
    [60_000, '1 minute ago'],
    [59 * 60_000, '59 minutes ago'],
    [9 * 3_600_000, '9 hours ago'],
    [47 * 3_600_000, '47 hours ago'],
    [48 * 3_600_000, '2 days ago'],
    [30 * 86_400_000, '30 days ago'],
  ])('call %i milliseconds "%s", and say until when', (age, expected) => {
    const now = at('11-21 08:00');
    const { text, until } = ago(now - age, now);
    expect(text).toBe(expected);
    expect(ago(now - age, until - 1).text).toBe(expected);
    expect(ago(now - age, until).text).not.toBe(expected);
  });
});
