import { z } from 'zod';
import { endpointSchema, productSchema } from '../../models.ts';

export const certificateSchema = z
  .object({
    sha256: z.string(),
    subject: z.string(),
    issuer: z.string(),
    validFrom: z.string(),
    validTo: z.string(),
    systemTrusted: z.boolean(),
  })
  .readonly();

/** What answered at an address, before anything was signed in to. */
export const probeReportSchema = z
  .object({
    endpoint: endpointSchema,
    origin: z.string(),
    remoteAddress: z.string(),
    certificate: certificateSchema.exactOptional(),
    product: productSchema,
    /** Where the device shows its certificate: a menu path. */
    certificatePlace: z.string(),
    apis: z.array(z.object({ name: z.string(), minVersion: z.number(), maxVersion: z.number() }).readonly()).readonly(),
    signInBy: z.enum(['api', 'page']),
    encryptedLogin: z.boolean(),
    configurationBackup: z.boolean(),
  })
  .readonly();
