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

/** A backup of a device that need not be known here. `token`: how the page names it; where it lies stays in main. */
const foundBackupSchema = z
  .object({
    token: z.string().max(100),
    file: z.string(),
    device: z.string(),
    /** `unknown`: it has no sidecar, and is opened before its guide is shown. */
    state: z.enum(['verified', 'damaged', 'missing', 'away', 'unknown']),
    takenAt: z.string().optional(),
    product: productSchema.optional(),
    model: z.string().optional(),
    firmware: z.string().optional(),
  })
  .readonly();

/** What lies in a folder, by device and newest first. `folder`: for people to read. */
export const foundBackupsSchema = z
  .object({ folder: z.string(), backups: z.array(foundBackupSchema).readonly() })
  .readonly();
export type FoundModel = z.infer<typeof foundBackupsSchema>;

export const restoreGuideSchema = z
  .object({ backup: backupNameSchema, product: productSchema, origin: z.string().optional(), guide: guideSchema })
  .readonly();
