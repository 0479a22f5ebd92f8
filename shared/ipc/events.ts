import { z } from 'zod';
import type { EventName } from './channels.ts';
import { addStateSchema } from './models/add.ts';
import { batchSchema, desktopStateSchema, overviewChangeSchema, runSchema } from './models/app.ts';
import { deviceIdSchema } from './models/names.ts';
import { backupResultSchema, doctorStepSchema } from './models/work.ts';

/** The four places of the window, and the stepper. */
export const placeSchema = z.enum(['devices', 'history', 'restore', 'settings', 'add']);
export type Place = z.infer<typeof placeSchema>;

/** Everything main pushes to the page. */
export const EVENT_SCHEMAS = {
  /** What changed in the fleet; see `applyOverviewChange`. */
  overview: overviewChangeSchema,
  /** A run of this program began or went on. Without `progress` it waits for its turn. */
  run: runSchema,
  /** A run of this program came to its end, whatever it was. */
  'run-ended': z.object({ deviceId: deviceIdSchema, result: backupResultSchema }).readonly(),
  /** Several backups that were asked for at once have all ended; null: it was read, or others were asked for. */
  batch: batchSchema.nullable(),
  desktop: desktopStateSchema,
  /** How the stepper stands; null: there is none. */
  adding: addStateSchema.nullable(),
  'doctor-step': z.object({ deviceId: deviceIdSchema, step: doctorStepSchema }).readonly(),
  /** The demo began or ended: ask for `app/state` anew and forget everything else. */
  mode: z.object({ demo: z.boolean() }).readonly(),
  /** A sentence about something noticed, to be read once. */
  notice: z.object({ sentence: z.string() }).readonly(),
  /** Go there: a notification or a tray entry was clicked, or the system's menu was used. */
  navigate: z
    .object({
      place: placeSchema,
      deviceId: deviceIdSchema.optional(),
      /** What to open of the device: its password field, or the old and the new certificate side by side. */
      view: z.enum(['password', 'trust']).optional(),
    })
    .readonly(),
} as const satisfies Record<EventName, z.ZodType>;

export type EventPayload<Name extends EventName> = z.infer<(typeof EVENT_SCHEMAS)[Name]>;
