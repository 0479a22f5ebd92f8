import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../electron/schedule/index.ts';
import { keepProblem, readKeep, sumOf } from '../../renderer/places/settings/keep/keep-value.ts';
import { quietText, readQuiet } from '../../renderer/places/settings/notifications/quiet-value.ts';
import {
  furtherTime,
  rhythmOf,
  withDay,
  withRhythm,
  withTimes,
} from '../../renderer/places/settings/schedule/schedule-form.ts';
import { placeStandings } from '../../renderer/places/settings/second-place/place-standing.ts';
import { keepText } from '../../shared/keep-text.ts';
import { scheduleText } from '../../shared/schedule-text.ts';
import type { Schedule } from '../../shared/schedule.ts';
import { sampleTrio } from './sample-places.ts';

const DAILY: Schedule = { kind: 'daily', times: ['04:30'], zone: 'Europe/Berlin' };

describe('a schedule in people’s words', () => {
  it.each(['daily', 'weekdays', 'weekly', 'hourly', 'monthly'] as const)(
    'can be made %s, and the engine reads it back as the same',
    (rhythm) => {
      const made = withRhythm(DAILY, rhythm);
      expect(rhythmOf(made)).toBe(rhythm);
      expect(parseSchedule(scheduleText(made))).toEqual(made);
      expect(made.zone).toBe('Europe/Berlin');
    },
  );

  it('keeps its times in the order of the day, each once, and never none', () => {
    expect(withTimes(DAILY, ['15:00', '03:00', '15:00'])).toMatchObject({ times: ['03:00', '15:00'] });
    expect(withTimes(DAILY, [])).toBe(DAILY);
  });

  it('never loses its last day', () => {
    const sundays = withRhythm(DAILY, 'weekly');
    expect(withDay(sundays, 'sunday', false)).toBe(sundays);
    expect(withDay(sundays, 'monday', true)).toMatchObject({ days: ['monday', 'sunday'] });
  });

  it('offers a further time that is not there yet', () => {
    expect(furtherTime(['03:00'])).toBe('15:00');
    expect(furtherTime(['03:00', '15:00'])).toBe('04:00');
  });
});

describe('how many backups stay', () => {
  it.each(['30', '30 newest, 8 weekly, 12 monthly', '5 newest, 2 monthly'])(
    'reads %s as the engine writes it',
    (text) => {
      const policy = readKeep(text);
      expect(readKeep(keepText(policy))).toEqual(policy);
      expect(policy.newest).toBeGreaterThan(0);
    },
  );

  it.each(['', '12 monthly, 90 newest', '30 newest, all weekly'])('takes no number out of %j by half', (text) => {
    expect(readKeep(text)).toEqual({ newest: 0, weekly: 0, monthly: 0 });
  });

  it('refuses fewer than always stay, and what is no number', () => {
    expect(keepProblem('newest', '2')).toBe('fewest');
    expect(keepProblem('newest', '')).toBe('fewest');
    expect(keepProblem('newest', '1e3')).toBe('fewest');
    expect(keepProblem('weekly', '0')).toBeUndefined();
    expect(keepProblem('weekly', '1001')).toBe('most');
  });

  it('adds up all devices but those that could not be looked at', () => {
    expect(sumOf([{ ok: true, kept: 3, removed: ['a'] }, { ok: false }, { ok: true, kept: 4, removed: [] }])).toEqual({
      kept: 7,
      removed: 1,
    });
  });
});

describe('quiet hours', () => {
  it('are read and written as the engine does', () => {
    expect(readQuiet('22:00-07:00')).toEqual({ from: '22:00', until: '07:00' });
    expect(readQuiet('none')).toBeUndefined();
    expect(quietText({ from: '22:00', until: '07:00' })).toBe('22:00-07:00');
  });

  it('are none while they end when they begin or are half typed', () => {
    expect(quietText({ from: '22:00', until: '22:00' })).toBeUndefined();
    expect(quietText({ from: '22:00', until: '' })).toBeUndefined();
  });
});

describe('second places', () => {
  const [nas, usb] = placeStandings('/mnt/nas/Routerkeep; /media/usb keep 90 newest', sampleTrio());

  it('stand as their worst device does', () => {
    expect([nas?.state, usb?.state]).toEqual(['current', 'away']);
    expect(usb?.keep).toBe('90 newest');
  });

  it('name the devices for which something is missing, and each trouble once', () => {
    expect(usb?.behind.map(({ name }) => name)).toEqual(['Cabin']);
    expect(usb?.problems).toHaveLength(1);
    expect(nas?.behind).toEqual([]);
  });

  it('are none where none is set, and unknown before the first look', () => {
    expect(placeStandings('none', [])).toEqual([]);
    expect(placeStandings('/mnt/nas', [])[0]?.state).toBeUndefined();
  });
});
