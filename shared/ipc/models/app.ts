import { z } from 'zod';
import { addStateSchema } from './add.ts';
import { deviceIdSchema } from './names.ts';
import { deviceViewSchema, overviewSchema } from './overview.ts';
import { progressSchema } from './work.ts';

export const themeSchema = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof themeSchema>;

/** What the desktop really does, not what was asked of it. */
export const desktopStateSchema = z
  .object({
    launchAtLogin: z.enum(['on', 'off', 'requires-approval', 'blocked', 'unavailable']),
    /** `unsupported`: nothing shows notifications here. `blocked`: switched off in the system's settings. */
    notifications: z.enum(['supported', 'blocked', 'unsupported']),
    /** `absent`: no tray to be seen; closing the window asks, and starting the program again shows it. */
    tray: z.enum(['present', 'absent']),
    theme: themeSchema,
  })
  .readonly();
export type DesktopState = z.infer<typeof desktopStateSchema>;

/** A run that this program does now. Without `progress` it waits for its turn. */
export const runSchema = z.object({ deviceId: deviceIdSchema, progress: progressSchema.optional() }).readonly();
export type RunState = z.infer<typeof runSchema>;

/** How backups of several devices ended that were asked for at once. `failed`: ids. */
export const batchSchema = z
  .object({
    backedUp: z.int().nonnegative(),
    cancelled: z.int().nonnegative(),
    failed: z.array(deviceIdSchema).readonly(),
  })
  .readonly();
export type BatchModel = z.infer<typeof batchSchema>;

/** The snapshot a page starts from. */
export const appStateSchema = z
  .object({
    version: z.string(),
    platform: z.enum(['win32', 'darwin', 'linux']),
    /** The simulated router plays: say so on every screen. */
    demo: z.boolean(),
    /** What to type into the stepper while `demo`. */
    demoDevice: z.object({ address: z.string(), user: z.string(), password: z.string() }).readonly().optional(),
    /** The name of the place that keeps passwords: "GNOME Keyring". Empty where there is none to be found. */
    secretPlace: z.string(),
    overview: overviewSchema,
    runs: z.array(runSchema).readonly(),
    /** The outcome of the last batch, until it was read. */
    batch: batchSchema.nullable(),
    desktop: desktopStateSchema,
    /** The stepper under way, if any. */
    adding: addStateSchema.nullable(),
    /** Sentences about things noticed and repaired; each is told once. */
    notices: z.array(z.string()).readonly(),
  })
  .readonly();
export type AppState = z.infer<typeof appStateSchema>;

/** What changed in the fleet: the new order, and only the devices that differ. */
export const overviewChangeSchema = overviewSchema
  .unwrap()
  .omit({ devices: true })
  .extend({
    order: z.array(deviceIdSchema).readonly(),
    devices: z.array(deviceViewSchema).readonly(),
  });
export type OverviewChange = z.infer<typeof overviewChangeSchema>;
