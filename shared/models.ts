import { z } from 'zod';
import { warningSchema } from './warnings.ts';

/** Models that cross a border (disk, IPC) are schemas; their types follow from them. Everything is read-only. */

/** What Routerkeep names things by: a UUID in lower case. An id becomes part of paths and names accounts, so nothing else is one. */
export const idSchema = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** The name of a folder or file directly inside another folder. */
export const plainNameSchema = z
  .string()
  .min(1)
  .max(255)
  .refine((name) => !['.', '..'].includes(name) && !/[/\\\0]/.test(name));

export const productSchema = z.enum(['SRM', 'DSM']);
export type Product = z.infer<typeof productSchema>;

/** One place on the network. `host` is a name, an IPv4 address or a bare IPv6 address (no brackets, perhaps with its zone: `fe80::1%eth0`). */
export const endpointSchema = z
  .object({
    scheme: z.enum(['https', 'http']),
    host: z.string().min(1),
    port: z.int().min(1).max(65535),
    /** Where a reverse proxy shows the device: `/nas`; absent at the root. */
    path: z
      .string()
      .regex(/^(\/[A-Za-z0-9._~-]+)+$/)
      .optional(),
  })
  .readonly();
export type Endpoint = z.infer<typeof endpointSchema>;

/** SHA-256 of a certificate in DER, 64 lower-case hexadecimal digits. */
export const fingerprintSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** Of the certificate that the device showed last: until when it is valid, ISO 8601. */
const lastSeen = { validTo: z.iso.datetime().optional() };

/** What makes the server at an endpoint the trusted one. */
export const trustSchema = z.discriminatedUnion('kind', [
  /**
   * This certificate (trust on first use, or given by the user), and a renewal of it with the same key. `publicKey` is not known
   * before the device was met by a version that notes it.
   */
  z
    .object({
      kind: z.literal('fingerprint'),
      sha256: fingerprintSchema,
      publicKey: fingerprintSchema.optional(),
      ...lastSeen,
    })
    .readonly(),
  /** Any certificate for this host that the system's or the bundled authorities vouch for; the issuer is remembered for display. */
  z.object({ kind: z.literal('system'), issuer: z.string(), ...lastSeen }).readonly(),
  /** Plain HTTP, allowed by the user for this device: encrypted login only. */
  z.object({ kind: z.literal('cleartext') }).readonly(),
]);
export type Trust = z.infer<typeof trustSchema>;

/** What a device says it is. Each field is absent when the device did not tell. */
export const identitySchema = z
  .object({
    product: productSchema,
    /** Nothing the device or an archive of it said has settled yet which product it is. */
    guessed: z.literal(true).optional(),
    model: z.string().optional(),
    serial: z.string().optional(),
    /** As the device words it: "SRM 1.3.1-9346 Update 8". */
    firmware: z.string().optional(),
    /** Platform name such as "synology_cypress_rt6600ax"; also stands in the archive's config_info. */
    unique: z.string().optional(),
    hostName: z.string().optional(),
  })
  .readonly();
export type Identity = z.infer<typeof identitySchema>;

/**
 * The login that worked when the device was added.
 * `envelope`: SYNO.API.Auth with the RSA/AES envelope. `plain`: SYNO.API.Auth in clear inside TLS.
 * `page`: /webman/login.cgi of DSM 5 and older, enveloped.
 */
export const signInFormSchema = z.enum(['envelope', 'plain', 'page']);
export type SignInForm = z.infer<typeof signInFormSchema>;

export const retentionPolicySchema = z
  .object({
    /** The newest verified backups that stay; at least 3. */
    newest: z.int().min(3).max(10_000),
    /** Beyond those: the newest of each ISO week for this many weeks, of each month for this many months. */
    weekly: z.int().min(0).max(1_000),
    monthly: z.int().min(0).max(1_000),
  })
  .readonly();
export type RetentionPolicy = z.infer<typeof retentionPolicySchema>;

export const DEFAULT_RETENTION: RetentionPolicy = { newest: 30, weekly: 0, monthly: 0 };

export const triggerSchema = z.enum(['manual', 'added', 'schedule']);
export type Trigger = z.infer<typeof triggerSchema>;

/** A text of an archive as it was stored: short where it came in, but files lie where others write too. */
const storedText = z.string().max(1_000);

/** What a look into an archive proved. Stored in sidecars and shown to people. */
export const verificationSchema = z
  .object({
    container: z.enum(['gzip', 'xz']),
    bytes: z.int().nonnegative(),
    unpackedBytes: z.int().nonnegative(),
    members: z.int().nonnegative(),
    /** From config_info; each is absent where that is silent. */
    osName: storedText.optional(),
    osVersion: storedText.optional(),
    unique: storedText.optional(),
    tables: z.int().nonnegative(),
    rows: z.int().nonnegative(),
    /** 64 hexadecimal digits over the unpacked settings: equal for equal settings although raw bytes differ. */
    contentHash: z.string().regex(/^[0-9a-f]{64}$/),
    /** What is odd or unfamiliar but does not disqualify, such as a collapse in size. */
    warnings: z.array(warningSchema).readonly(),
  })
  .readonly();
export type Verification = z.infer<typeof verificationSchema>;

/** The phases of a backup, as they are shown. */
export type Phase = 'connecting' | 'signing-in' | 'preparing' | 'downloading' | 'verifying' | 'saving';

/** A step of progress. `bytes` while downloading; `totalBytes` where the device announced a length. */
export interface Progress {
  readonly phase: Phase;
  readonly bytes?: number;
  readonly totalBytes?: number;
}
export type OnProgress = (progress: Progress) => void;
