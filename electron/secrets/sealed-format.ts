import { z } from 'zod';

const base64 = (bytes: number) =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length === bytes, { error: `not ${String(bytes)} bytes` });

/** secrets.sealed as it lies on the disk. Nothing of it is secret; account names are sealed like their values. */
export const sealedSchema = z
  .object({
    version: z.literal(1),
    /** OWASP's second choice for scrypt: 32 MiB and some 60 ms for each guess. */
    kdf: z
      .object({ name: z.literal('scrypt'), N: z.literal(2 ** 15), r: z.literal(8), p: z.literal(1), salt: base64(16) })
      .readonly(),
    /** A part of scrypt's result that is no key: tells a wrong master key from damage. */
    check: base64(16),
    cipher: z.object({ name: z.literal('aes-256-gcm'), iv: base64(12), tag: base64(16) }).readonly(),
    sealed: z.base64(),
  })
  .readonly();
export type Sealed = z.infer<typeof sealedSchema>;

/** What is inside: accounts with their values. */
export const accountsSchema = z.array(z.tuple([z.string(), z.string()]));
export type Accounts = ReadonlyMap<string, string>;

/** Any version's beginning. */
export const versionSchema = z.object({ version: z.int().positive() });
