import { z } from 'zod';
import { retentionPolicySchema } from '../../models.ts';
import type { Table } from '../entry.ts';
import { deviceIdSchema, nothingSchema } from '../models/names.ts';
import {
  alarmTestSchema,
  alarmViewSchema,
  changeableKeySchema,
  chosenFolderSchema,
  copyResultSchema,
  preferenceChangeSchema,
  preferenceSchema,
  schedulePreviewSchema,
} from '../models/settings.ts';
import { pruneResultSchema } from '../models/work.ts';

const scope = z.object({ deviceId: deviceIdSchema.optional() }).readonly();

/** The preferences of `routerkeep set`: for all, or with a `deviceId` a device's own. */
export const settings = {
  'settings/read': { input: scope, output: z.array(preferenceSchema).readonly() },
  /** `value` as one would type it; folders (`vault`, `copy-to`) come as a token from `settings/choose-folder` alone. */
  'settings/change': {
    input: z
      .object({
        deviceId: deviceIdSchema.optional(),
        key: changeableKeySchema,
        change: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('value'), value: z.string().max(4000) }).readonly(),
          z.object({ kind: z.literal('folder'), token: z.string().max(100) }).readonly(),
          /** Takes one second place out of the list: its folder, as it is shown there. */
          z.object({ kind: z.literal('without'), place: z.string().max(4000) }).readonly(),
          /** How many backups one second place keeps; null: as many as the vault. */
          z
            .object({
              kind: z.literal('keep-at'),
              place: z.string().max(4000),
              keep: retentionPolicySchema.nullable(),
            })
            .readonly(),
          /** Back to the settings for all, or to the program's own default. */
          z.object({ kind: z.literal('default') }).readonly(),
        ]),
      })
      .readonly(),
    output: preferenceChangeSchema,
  },
  /** Takes back the last change of this window that can be; null where there is none. */
  'settings/undo': { input: nothingSchema, output: preferenceSchema.nullable() },
  /** The system's dialog; null when nothing was chosen. */
  'settings/choose-folder': {
    input: z.object({ key: z.enum(['vault', 'copy-to']) }).readonly(),
    output: chosenFolderSchema.nullable(),
  },
  /** What a schedule means: as one would type it, or, without `value`, as it stands. Stores nothing. */
  'settings/preview-schedule': {
    input: z.object({ deviceId: deviceIdSchema.optional(), value: z.string().max(4000).optional() }).readonly(),
    output: schedulePreviewSchema,
  },
  /** What retention would keep and delete now. */
  'settings/preview-keep': { input: scope, output: z.array(pruneResultSchema).readonly() },
  'settings/keep-now': { input: scope, output: z.array(pruneResultSchema).readonly() },
  'settings/copies-now': { input: scope, output: z.array(copyResultSchema).readonly() },
  'settings/alarms': { input: nothingSchema, output: z.array(alarmViewSchema).readonly() },
  'settings/test-alarms': { input: nothingSchema, output: z.array(alarmTestSchema).readonly() },
} as const satisfies Table;
