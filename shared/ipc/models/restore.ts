import { z } from 'zod';
import { productSchema } from '../../models.ts';
import { backupNameSchema } from './names.ts';

/** `Guide` of shared/guide.ts. */
export const guideSchema = z
  .object({
    title: z.string(),
    intro: z.string(),
    facts: z.array(z.object({ label: z.string(), value: z.string() }).readonly()).readonly(),
    sections: z
      .array(
        z
          .object({
            heading: z.string(),
            kind: z.enum(['steps', 'points']),
            items: z.array(z.string()).readonly(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

/** A backup that a device can be restored from; newest first in lists. */
export const restorableSchema = z
  .object({
    backup: backupNameSchema,
    takenAt: z.string(),
    firmware: z.string().optional(),
    pinned: z.boolean(),
    note: z.string(),
  })
  .readonly();

export const restoreGuideSchema = z
  .object({ backup: backupNameSchema, product: productSchema, origin: z.string().optional(), guide: guideSchema })
  .readonly();
