import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createCalendar,
  parseMoment,
  parseQuietHours,
  parseSchedule,
  scheduleInWords,
  scheduleText,
} from '../../electron/schedule/index.ts';
import { KeepError, scheduleSchema } from '../../shared/index.ts';
import { anySchedule } from './simulation/histories.ts';

/** What people type, how it is stored, and how it is said back. */
const UNDERSTOOD: readonly (readonly [typed: string, text: string, words: string])[] = [
  ['daily 03:00', 'daily 03:00', 'every day at 03:00'],
  ['daily', 'daily 03:00', 'every day at 03:00'],
  ['every night', 'daily 03:00', 'every day at 03:00'],
  ['Daily at 3am and 3:30 pm', 'daily 03:00, 15:30', 'every day at 03:00 and 15:30'],
  ['weekdays 03:00, 15:00', 'weekdays 03:00, 15:00', 'Monday to Friday at 03:00 and 15:00'],
  ['weekends 5:00', 'saturday, sunday 05:00', 'every Saturday and Sunday at 05:00'],
  ['mon, thu and Friday 3:00', 'monday, thursday, friday 03:00', 'every Monday, Thursday and Friday at 03:00'],
  ['monday,tuesday,wednesday,thursday,friday,saturday,sunday 04:00', 'daily 04:00', 'every day at 04:00'],
  ['every 6 hours', 'every 6 hours', 'every 6 hours (00:00, 06:00, 12:00, 18:00)'],
  ['hourly', 'every hour', 'every hour'],
  ['weekly sunday 03:00', 'weekly sunday 03:00', 'every Sunday at 03:00'],
  ['every monday', 'weekly monday 03:00', 'every Monday at 03:00'],
  ['weekly', 'weekly sunday 03:00', 'every Sunday at 03:00'],
  ['monthly 1 03:00', 'monthly 1 03:00', 'on day 1 of every month at 03:00'],
  ['monthly last', 'monthly 31 03:00', 'on the last day of every month at 03:00'],
  ['monthly 30', 'monthly 30 03:00', 'on day 30 of every month (its last day where it is shorter) at 03:00'],
  ['cron 0 3 * * *', 'cron 0 3 * * *', 'by the cron expression 0 3 * * *'],
  ['0 3 * * MON-fri', 'cron 0 3 * * mon-fri', 'by the cron expression 0 3 * * mon-fri'],
  ['daily 03:00 in europe/berlin', 'daily 03:00 in Europe/Berlin', 'every day at 03:00 (Europe/Berlin time)'],
  ['cron 0 3 * * * in UTC', 'cron 0 3 * * * in UTC', 'by the cron expression 0 3 * * * (UTC time)'],
  ['daily 03:00 in local time', 'daily 03:00', 'every day at 03:00'],
];

const REFUSED: readonly (readonly [typed: string, problem: RegExp])[] = [
  ['', /"" is not a schedule/],
  ['whenever', /"whenever" is not a schedule/],
  ['off', /cannot be switched off/],
  ['daily 24:00', /"24:00" is not a time of day/],
  ['daily 3', /"3" is not a time of day/],
  ['daily 13pm', /"13pm" is not a time of day/],
  ['daily 03:60', /"03:60" is not a time of day/],
  ['every 30 minutes', /every 30 minutes is not possible/],
  ['every 24 hours', /every 24 hours is not possible/],
  ['every 0 hours', /every 0 hours is not possible/],
  ['every 1.5 hours', /every 1.5 hours is not possible/],
  ['monthly 32 03:00', /"32" is not a day of the month/],
  ['monthly 0', /"0" is not a day of the month/],
  ['cron', /has 0/],
  ['cron 0 3 * *', /has 4/],
  ['cron 0 0 3 * * *', /has 6/],
  ['cron @daily', /has 1/],
  ['cron 60 3 * * *', /minute field "60"/],
  ['cron 0 24 * * *', /hour field "24"/],
  ['cron 0 3 0 * *', /day field "0"/],
  ['cron 0 3 * 13 *', /month field "13"/],
  ['cron 0 3 * * 8', /weekday field "8"/],
  ['cron 0 5-3 * * *', /hour field "5-3"/],
  ['cron 0 3 L * *', /day field "L"/],
  ['cron 1/5 * * * *', /minute field "1\/5"/],
  ['cron */0 * * * *', /minute field "\*\/0"/],
  ['cron 0 3 31 2,4 *', /no month has/],
  ['daily 03:00 in Mars/Base', /No time zone is called "Mars\/Base"/],
  ['daily 03:00 in +02:00', /No time zone is called/],
];

describe('a schedule as people type it', () => {
  it.each(UNDERSTOOD)('understands "%s"', (typed, text, words) => {
    const schedule = parseSchedule(typed);
    expect(scheduleSchema.parse(schedule)).toEqual(schedule);
    expect(scheduleText(schedule)).toBe(text);
    expect(scheduleInWords(schedule)).toBe(words);
  });

  it.each(REFUSED)('refuses "%s" with a sentence and a hint', (typed, problem) => {
    const attempt = (): unknown => parseSchedule(typed);
    expect(attempt).toThrow(KeepError);
    expect(attempt).toThrow(problem);
    try {
      attempt();
    } catch (error) {
      expect(error).toMatchObject({ code: 'usage/invalid', hint: expect.stringMatching(/\.$/) as unknown });
    }
  });

  it('reads back what it prints', () => {
    fc.assert(
      fc.property(anySchedule, (schedule) => {
        const again = parseSchedule(scheduleText(schedule));
        expect(scheduleText(again)).toBe(scheduleText(schedule));
        expect(scheduleInWords(again)).toBe(scheduleInWords(schedule));
      }),
      { numRuns: 500 },
    );
  });

  it('never breaks on anything typed', () => {
    const word = fc.constantFrom(
      'daily',
      'every',
      '6',
      'hours',
      'cron',
      '*',
      '0',
      '3',
      '03:00',
      ',',
      'in',
      'UTC',
      'monthly',
      '-',
      '/',
      'x',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word, { maxLength: 8 }).map((all) => all.join(' ')),
        ),
        (typed) => {
          try {
            scheduleSchema.parse(parseSchedule(typed));
          } catch (error) {
            expect(error).toBeInstanceOf(KeepError);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('takes no time over blanks without end', () => {
    const began = process.cpuUsage().user;
    const blanks = ' '.repeat(60_000);
    expect(() => parseQuietHours(`22:00${blanks}07:00`)).toThrow(KeepError);
    expect(parseQuietHours(`22:00${blanks}-${blanks}07:00`)).toEqual({ from: '22:00', until: '07:00' });
    expect(() => parseSchedule(`daily 03:00${blanks}x`)).toThrow(KeepError);
    // Seconds where each blank is looked at once for every other.
    expect(process.cpuUsage().user - began).toBeLessThan(1_000_000);
  });

  it('repeats of a page that was pasted by mistake only its beginning', () => {
    const page = `daily ${'x'.repeat(50_000)}`;
    for (const parse of [
      () => parseSchedule(page),
      () => parseSchedule(`daily 03:00 in ${page}`),
      () => parseSchedule(`cron ${'1'.repeat(50_000)} 0 * * *`),
      () => parseMoment(page, 0, createCalendar('UTC').localZone),
      () => parseQuietHours(page),
    ]) {
      expect(parse).toThrow(KeepError);
      expect(parse).toThrow(/^.{1,400}$/s);
    }
  });
});
