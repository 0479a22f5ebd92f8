import { z } from 'zod';
import { parseBoundedJson } from '../platform/bounded-json.ts';

/** What a device says to a call: its data, or the number of an error. */
export type Reply =
  | { readonly ok: true; readonly data: unknown }
  | {
      readonly ok: false;
      readonly code: number;
      /** The kinds of proof that a refused sign-in asks for, where it names them. */
      readonly kinds?: readonly string[];
    };

/** A number that some firmware writes as text. */
export const looseNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);

/** The same for a text that some firmware writes as a number. */
export const looseText = z.union([z.string(), z.number().transform(String)]);

const schema = z.discriminatedUnion('success', [
  z.object({ success: z.literal(true), data: z.unknown().optional() }),
  z.object({
    success: z.literal(false),
    // `{code}` with or without `errors` beside it (a list or an object, R mikespub tools/errors), or the bare number.
    error: z
      .union([
        z
          .object({ code: looseNumber, errors: z.unknown().optional() })
          .transform(({ code, errors }) => ({ code, kinds: kindsIn(errors) })),
        looseNumber.transform((code) => ({ code, kinds: [] })),
      ])
      .optional()
      .catch(undefined),
  }),
]);

const kindSchema = z.union([
  z.string(),
  z.object({ type: z.string() }).transform(({ type }) => type),
  z.object({ name: z.string() }).transform(({ name }) => name),
]);
const typesSchema = z.object({ types: z.array(z.unknown()) });

/**
 * The kinds of sign-in in `{types: [{type: "otp"}, ...]}` (R home-assistant/core#54238) or in a bare list of them, in lower
 * case; names alone, never a value that could be secret.
 */
export function kindsIn(value: unknown): readonly string[] {
  const types = typesSchema.safeParse(value);
  const list: readonly unknown[] = types.success ? types.data.types : Array.isArray(value) ? value : [];
  return list.slice(0, 20).flatMap((item) => {
    const kind = kindSchema.safeParse(item);
    return kind.success && /^[\w-]{1,40}$/.test(kind.data) ? [kind.data.toLowerCase()] : [];
  });
}

/** 100: "unknown error", for a refusal that does not say why. */
const UNKNOWN = 100;

/**
 * JSON as devices send it, judged by the body: real ones label it text/plain or text/html (R protocol.md, end of 6).
 * @returns undefined where it is not such an answer
 */
export function parseReply(text: string): Reply | undefined {
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  if (parsed.data.success) return { ok: true, data: parsed.data.data };
  const { code, kinds } = parsed.data.error ?? { code: UNKNOWN, kinds: [] };
  return kinds.length === 0 ? { ok: false, code } : { ok: false, code, kinds };
}

/** @returns undefined for what is no JSON */
export function parseJson(text: string): unknown {
  try {
    return parseBoundedJson(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
