import { z } from 'zod';
import type { Table } from '../entry.ts';
import { backupDetailsSchema, historyPageSchema, historyPlaceSchema, nightStripSchema } from '../models/history.ts';
import { backupNameSchema, deviceIdSchema, nothingSchema } from '../models/names.ts';
import { foundBackupsSchema, guideSchema, restorableSchema, restoreGuideSchema } from '../models/restore.ts';
import { verifyOutcomeSchema } from '../models/work.ts';

/** As `restore/found` and `restore/open` named it. */
const found = z.object({ token: z.string().max(100) }).readonly();
const named = z.object({ backup: backupNameSchema }).readonly();

/** What happened, what is stored, and how to put it back. */
export const history = {
  /** Newest first. `before`: `next` of the page one has. */
  'history/page': {
    input: z
      .object({
        deviceId: deviceIdSchema.optional(),
        before: historyPlaceSchema.optional(),
        limit: z.int().min(1).max(500),
        filter: z.enum(['all', 'changes', 'problems']),
      })
      .readonly(),
    output: historyPageSchema,
  },
  /** Night strips of one device or all, `count` nights up to today, oldest first. */
  'history/nights': {
    input: z.object({ deviceId: deviceIdSchema.optional(), count: z.int().min(1).max(366) }).readonly(),
    output: z.array(nightStripSchema).readonly(),
  },
  'backup/details': { input: named, output: backupDetailsSchema },
  /** Opens and checks it again. */
  'backup/verify': { input: named, output: verifyOutcomeSchema },
  'backup/pin': {
    input: z.object({ backup: backupNameSchema, pinned: z.boolean() }).readonly(),
    output: backupDetailsSchema,
  },
  /** An empty note removes it. */
  'backup/note': {
    input: z.object({ backup: backupNameSchema, note: z.string().max(1000) }).readonly(),
    output: backupDetailsSchema,
  },
  /** The system asks once more, in a box of its own. The last verified one is refused unless `evenLast`. */
  'backup/delete': {
    input: z.object({ backup: backupNameSchema, evenLast: z.boolean() }).readonly(),
    output: z.object({ deleted: z.boolean() }).readonly(),
  },
  /** Where to is asked by the system's dialog; `saved` false means nowhere. */
  'backup/save-as': { input: named, output: z.object({ saved: z.boolean() }).readonly() },
  'backup/show': { input: named, output: nothingSchema },
  /** The verified backups of a device, newest first. */
  'restore/list': {
    input: z.object({ deviceId: deviceIdSchema }).readonly(),
    output: z.array(restorableSchema).readonly(),
  },
  /** Without a file: of the newest verified backup. */
  'restore/guide': {
    input: z.object({ deviceId: deviceIdSchema, file: backupNameSchema.unwrap().shape.file.optional() }).readonly(),
    output: restoreGuideSchema,
  },
  /** What lies in the backup folder beside the devices known here: on a new computer, all of it. */
  'restore/found': { input: nothingSchema, output: foundBackupsSchema },
  /** Asks by the system's dialog for a backup or a folder of them; null when nothing was chosen. */
  'restore/open': {
    input: z.object({ what: z.enum(['file', 'folder']) }).readonly(),
    output: foundBackupsSchema.nullable(),
  },
  /** Opens and checks it first: a guide for a broken archive would be a trap. */
  'restore/found-guide': { input: found, output: z.object({ file: z.string(), guide: guideSchema }).readonly() },
  'restore/found-save-as': { input: found, output: z.object({ saved: z.boolean() }).readonly() },
  'restore/found-show': { input: found, output: nothingSchema },
  /** Prints the window as it is; the page's print style decides what of it. */
  'restore/print': { input: nothingSchema, output: z.object({ printed: z.boolean() }).readonly() },
} as const satisfies Table;
