import { z } from 'zod';
import { parseFingerprint } from '../../shared/index.ts';
import { invalidWords, type PlainPair } from './usage-error.ts';

/** The arguments that are texts, by what is wrong with one that does not fit. */
const BAD = {
  address: 'cli.bad.address',
  user: 'cli.bad.user',
  name: 'cli.bad.name',
  names: 'cli.bad.name',
  targets: 'cli.bad.name',
  target: 'cli.bad.name',
  otp: 'cli.bad.code',
  vault: 'cli.bad.folder',
  group: 'cli.bad.group',
  profile: 'cli.bad.profile',
  limit: 'cli.bad.limit',
  state: 'cli.bad.state',
  order: 'cli.bad.order',
} as const satisfies Readonly<Record<string, PlainPair>>;

/** A text with something in it. */
const filled = z
  .string()
  .refine((text) => text.trim() !== '')
  .max(1024);

export const addressArgument = filled.transform((text) => text.trim());
/** What a person calls something: shown in tables, so without line ends and other controls. */
export const nameArgument = filled.transform((text) => text.trim()).refine((text) => !/\p{Cc}/u.test(text));
export const userArgument = filled.refine((text) => !/\p{Cc}/u.test(text));
/** Six to eight digits; authenticator apps show them in groups. */
export const codeArgument = z
  .string()
  .transform((text) => text.replace(/[\s\p{Cf}-]/gu, ''))
  .refine((text) => /^\d{6,8}$/.test(text));
export const pathArgument = filled;
/** A whole number from 1 on. */
export const countArgument = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number)
  .refine((count) => count > 0);

/**
 * Reads what commander collected. The first value that does not fit is named in a sentence of its own.
 * @throws KeepError usage/invalid
 */
export function readArguments<Schema extends z.ZodType>(schema: Schema, values: unknown): z.output<Schema> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path[0];
  throw invalidWords(typeof field === 'string' && field in BAD ? BAD[field as keyof typeof BAD] : 'cli.bad.other');
}

/** A code that was typed at a question. @throws KeepError usage/invalid */
export function readCode(text: string): string {
  return readArguments(z.object({ otp: codeArgument }), { otp: text }).otp;
}

/** A fingerprint as pasted, in 64 digits. Absent stays absent. @throws KeepError usage/invalid */
export function readFingerprint(text: string | undefined): string | undefined {
  return text === undefined ? undefined : parseFingerprint(text);
}
