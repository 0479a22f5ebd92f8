import { z } from 'zod';

/** What a watch keeps between two looks. Instants are milliseconds since 1970. */

const instant = z.int();

/** A stretch of wall time in which nothing could be started, and why. */
export const absenceSchema = z
  .object({ from: instant, until: instant, why: z.enum(['asleep', 'not-running', 'clock-moved']) })
  .readonly();
export type Absence = z.infer<typeof absenceSchema>;

/** One look at both clocks. */
export const tickSchema = z
  .object({
    /** The wall clock: milliseconds since 1970. */
    wall: instant,
    /** Milliseconds since the computer was started, sleep included (`os.uptime()` on every platform): nobody can set it. */
    uptime: z.number().nonnegative(),
    /** Which start of the program looked; anything that differs from start to start. */
    process: z.string(),
  })
  .readonly();
export type Tick = z.infer<typeof tickSchema>;

/** When scheduled runs were not wanted; without `until`, until the user resumes them. `until` itself is outside. ISO 8601. */
export const pauseSchema = z.object({ from: z.iso.datetime(), until: z.iso.datetime().optional() }).readonly();
export type StoredPause = z.infer<typeof pauseSchema>;
