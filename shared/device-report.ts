import { z } from 'zod';
import { DOCTOR_STEPS } from './doctor-steps.ts';
import { productSchema } from './models.ts';

/**
 * A report about a device that behaves in a way nobody has seen: what was asked and what shape the answers had, without a
 * value that tells whose it is (docs/report.md). Strict on purpose: what is not described here does not leave the program.
 */
export const REPORT_VERSION = 1;

/** A kept word, or the mask `<kind:length>` of one that is not told. */
const word = z.string().regex(/^(<[a-z0-9-]+:\d{1,15}(#\d{1,6})?>|[\p{L}\p{N} ._+:/;=*-]{0,200})$/u);
/** The path of a member: each part kept or masked. */
const memberPath = z.string().regex(/^(\/?(<[a-z0-9-]+:\d{1,15}>|[\w.-]{1,64}))*\/?$/);
const size = z.int().nonnegative();

type Shape = null | boolean | number | string | readonly Shape[] | { readonly [name: string]: Shape };
const shape: z.ZodType<Shape> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), word, z.array(shape).readonly(), z.record(word, shape).readonly()]),
);

const bodySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('json'), value: shape }).readonly(),
  /** JSON that does not end, or not where it should. */
  z.strictObject({ kind: z.literal('broken-json') }).readonly(),
  /** A page; of its title only words that every such page may have. */
  z.strictObject({ kind: z.literal('page'), words: z.array(word).readonly() }).readonly(),
  z.strictObject({ kind: z.literal('text'), value: word }).readonly(),
  /** Bytes: how many (rounded up to a power of two), and the first four in hex. */
  z.strictObject({ kind: z.literal('file'), bytes: size, head: z.string().regex(/^[0-9a-f]{0,8}$/) }).readonly(),
  z.strictObject({ kind: z.literal('empty') }).readonly(),
  /** Nobody read it: what stood before it decided. */
  z.strictObject({ kind: z.literal('unread') }).readonly(),
]);

const answerSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('answer'),
      status: z.int(),
      type: word,
      encoding: word.optional(),
      /** How the end of the body was told, and whether it came. */
      length: z.enum(['announced', 'not-announced', 'short', 'surplus']),
      location: z
        .strictObject({ scheme: z.enum(['http', 'https', 'other']), host: z.enum(['same', 'other']) })
        .optional(),
      /** Names of the cookies that were set. */
      cookies: z.array(word).readonly(),
      body: bodySchema,
    })
    .readonly(),
  /** No answer: the code of the error. */
  z.strictObject({ kind: z.literal('failure'), code: z.string().regex(/^[a-z]+(\/[a-z-]+)?$/) }).readonly(),
  /** Not sent, because the device does not list it: the number a device would give. */
  z.strictObject({ kind: z.literal('not-listed'), code: z.int() }).readonly(),
]);

export const exchangeSchema = z
  .strictObject({
    /** Absent for a page outside /webapi/. */
    api: word.optional(),
    method: word.optional(),
    version: z.int().optional(),
    path: word,
    /** Names of the fields that were sent. */
    fields: z.array(word).readonly(),
    answer: answerSchema,
    /** How often in a row the same came. */
    times: z.int().positive(),
  })
  .readonly();
export type Exchange = z.infer<typeof exchangeSchema>;

export const archiveDescriptionSchema = z
  .strictObject({
    /** Rounded up to a power of two, like every size here. */
    bytes: size,
    head: z.string().regex(/^[0-9a-f]{0,8}$/),
    container: z.enum(['gzip', 'xz', 'other']),
    unpacked: size,
    /** Whether it unpacks to its end, with its checksums right. */
    whole: z.boolean(),
    /** Whether the tar has the two empty blocks at its end. */
    ended: z.boolean(),
    members: z
      .array(
        z
          .strictObject({
            name: memberPath,
            /** `file`, `folder`, `symlink`, `hardlink`, or `type` and the letter of its header. */
            kind: word,
            bytes: size,
            link: z.enum(['inside', 'outside', 'absolute']).optional(),
            holds: z.enum(['nothing', 'key-values', 'json', 'sqlite', 'text', 'bytes']).optional(),
            /** Of key="value" lines: the names, and values that are known words. */
            values: z.record(word, word).optional(),
          })
          .readonly(),
      )
      .readonly(),
    databases: z
      .array(
        z
          .strictObject({
            member: memberPath,
            readable: z.boolean(),
            tables: z
              .array(
                z
                  .strictObject({
                    name: word,
                    columns: z
                      .array(z.strictObject({ name: word, type: word, collation: word.optional() }).readonly())
                      .readonly(),
                    rows: z.int().nonnegative(),
                  })
                  .readonly(),
              )
              .readonly(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();
export type ArchiveDescription = z.infer<typeof archiveDescriptionSchema>;

const code = z.string().regex(/^[a-z]+(\/[a-z-]+)?$/);

export const deviceReportSchema = z
  .strictObject({
    format: z.literal('routerkeep-device-report'),
    version: z.literal(REPORT_VERSION),
    /** Version of Routerkeep, and the system it runs on. */
    madeBy: z.strictObject({ routerkeep: word, system: word }).readonly(),
    connection: z.enum(['https', 'http']),
    product: productSchema.optional(),
    model: word.optional(),
    firmware: word.optional(),
    /** How each step of the diagnosis ended, with the code of its error. */
    steps: z
      .array(
        z
          .strictObject({
            step: z.enum(DOCTOR_STEPS),
            outcome: z.enum(['ok', 'warning', 'failed', 'skipped']),
            code: code.optional(),
          })
          .readonly(),
      )
      .readonly(),
    exchanges: z.array(exchangeSchema).readonly(),
    archive: archiveDescriptionSchema.optional(),
  })
  .readonly();
export type DeviceReport = z.infer<typeof deviceReportSchema>;

/** A report as it is shown and saved: what fits stands on one line, so that a person can read it through. */
export function reportText(report: DeviceReport): string {
  return `${layOut(report, '')}\n`;
}

const WIDTH = 110;

function layOut(value: unknown, indent: string): string {
  const short = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || indent.length + short.length <= WIDTH) return short;
  const inner = `${indent} `;
  if (Array.isArray(value)) return `[\n${value.map((item) => inner + layOut(item, inner)).join(',\n')}\n${indent}]`;
  const lines = Object.entries(value).map(
    ([name, field]) => `${inner}${JSON.stringify(name)}: ${layOut(field, inner)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
