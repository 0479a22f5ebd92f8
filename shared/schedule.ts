import { z } from 'zod';
import { cronProblem } from './cron-expression.ts';
import { TIME_OF_DAY, WEEKDAYS } from './times-of-day.ts';

export { WEEKDAYS, type Weekday } from './times-of-day.ts';

/** The plan of a device, as it lies in the settings. Times are wall-clock times, "HH:MM". */

const weekdaySchema = z.enum(WEEKDAYS);

const timeOfDaySchema = z.string().regex(TIME_OF_DAY);

/**
 * A named zone of the time zone database ("Europe/Berlin"). Absent in a schedule: wherever the computer is. Its form alone
 * is asked for: which names there are hangs on the version of the runtime, and settings may be older or newer.
 */
const zoneSchema = z.string().regex(/^[A-Za-z][\w+/-]{0,99}$/);

const times = z.array(timeOfDaySchema).min(1).max(48).readonly();
const zone = zoneSchema.optional();

export const scheduleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('daily'), times, zone }).readonly(),
  z
    .object({ kind: z.literal('weekly'), days: z.array(weekdaySchema).min(1).max(7).readonly(), times, zone })
    .readonly(),
  /**
   * Counted from midnight by the wall clock, anew every day: every 6 hours is 00:00, 06:00, 12:00, 18:00 on any day of
   * the year. Where 24 is no multiple, the last interval of a day is the shorter one: the times stay the same every day.
   */
  z.object({ kind: z.literal('hourly'), every: z.int().min(1).max(23), zone }).readonly(),
  /** A day that a month does not have is its last day: 31 means the last day of every month. */
  z.object({ kind: z.literal('monthly'), day: z.int().min(1).max(31), times, zone }).readonly(),
  /** Five fields; day of month and weekday, both given, mean either (as in Vixie cron). */
  z
    .object({
      kind: z.literal('cron'),
      expression: z.string().refine((text) => cronProblem(text) === undefined, { error: 'not a cron expression' }),
      zone,
    })
    .readonly(),
]);
export type Schedule = z.infer<typeof scheduleSchema>;

export const DEFAULT_SCHEDULE: Schedule = { kind: 'daily', times: ['03:00'] };

/** From when until when nothing pops up, by the local wall clock; may pass midnight. */
export const quietHoursSchema = z
  .object({ from: timeOfDaySchema, until: timeOfDaySchema })
  .readonly()
  .refine(({ from, until }) => from !== until, { error: 'begins when it ends' });
export type QuietHours = z.infer<typeof quietHoursSchema>;

/** Whether this runtime knows a zone by that name. A bare offset ("+02:00") is none: it would not follow daylight saving. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
