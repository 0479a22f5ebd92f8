import { z } from 'zod';
import { parseBoundedJson } from '../platform/bounded-json.ts';

/** What a device says to a call: its data, or the number of an error. */
export type Reply = { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly code: number };

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
      .union([z.object({ code: looseNumber }).transform(({ code }) => code), looseNumber])
      .optional()
      .catch(undefined),
  }),
]);

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
  return { ok: false, code: parsed.data.error ?? UNKNOWN };
}

/** @returns undefined for what is no JSON */
export function parseJson(text: string): unknown {
  try {
    return parseBoundedJson(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
