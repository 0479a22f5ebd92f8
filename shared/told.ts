import { z } from 'zod';

const instant = z.int();

/** What people were told about one device, kept so that nothing is told twice. Instants are milliseconds since 1970. */
const toldDeviceSchema = z
  .object({
    /** The trouble that was told last and has not ended in a verified backup yet. */
    trouble: z
      .object({
        kind: z.enum(['needs-you', 'failed', 'overdue']),
        /** The error code told, so that a new kind of need is told at once. */
        code: z.string().optional(),
        toldAt: instant,
        /** Start of the newest verified backup at that time: a newer one is the recovery. */
        lastBackup: instant.optional(),
      })
      .readonly()
      .optional(),
    /** A trouble that is held back for a moment, to be told together with those of other devices. */
    noticedAt: instant.optional(),
    /** Start of the newest verified backup that was seen. */
    successOf: instant.optional(),
  })
  .readonly();
export type ToldDevice = z.infer<typeof toldDeviceSchema>;

/** By device id. */
export const toldSchema = z.record(z.string(), toldDeviceSchema).readonly();
export type Told = z.infer<typeof toldSchema>;

/** What people were told about the copies of one device in one place. */
const toldCopySchema = z
  .object({
    /** Set while a trouble that was told has not ended. */
    toldAt: instant.optional(),
    /** A note that is held back for a moment, to be told together with those of other devices. */
    noticedAt: instant.optional(),
  })
  .readonly();
export type ToldCopy = z.infer<typeof toldCopySchema>;

/** By the id of the pair of device and place. */
export const toldCopiesSchema = z.record(z.string(), toldCopySchema).readonly();
export type ToldCopies = z.infer<typeof toldCopiesSchema>;

/** What people were told about the stored backups of one device. */
export const toldUnsoundSchema = z
  .record(
    z.string(),
    z
      .object({
        /** The runs whose backups were told to be damaged or missing, and still are. */
        runs: z.array(z.string()).readonly(),
        /** A note that is held back for a moment. */
        noticedAt: instant.optional(),
      })
      .readonly(),
  )
  .readonly();
/** By device id. */
export type ToldUnsound = z.infer<typeof toldUnsoundSchema>;
