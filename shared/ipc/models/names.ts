import { z } from 'zod';

/** How the page names things. It never supplies a path, an address to open, or a certificate to accept unseen. */

export const deviceIdSchema = z.string().min(1).max(100);

/** The name of a stored archive inside its device's folder; a path is refused before anything looks at it. */
export const fileNameSchema = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^/\\\0]+\.dss$/i);

export const backupNameSchema = z.object({ deviceId: deviceIdSchema, file: fileNameSchema }).readonly();

/** All devices, or some of them. */
export const targetsSchema = z.union([z.literal('all'), z.array(deviceIdSchema).min(1).max(5000).readonly()]);
export type Targets = z.infer<typeof targetsSchema>;

export const nothingSchema = z.object({}).readonly();
