import { z } from 'zod';

/**
 * A report about a real device, as its owner hands it over (docs/report.md). Written down here once more, and looser than
 * the product writes it: a report of a later version is played as far as it is understood.
 */
type Shape = null | boolean | number | string | readonly Shape[] | { readonly [name: string]: Shape };
const shape: z.ZodType<Shape> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(shape), z.record(z.string(), shape)]),
);
export type { Shape };

const body = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('json'), value: shape }),
  z.object({ kind: z.literal('broken-json') }),
  z.object({ kind: z.literal('page'), words: z.array(z.string()) }),
  z.object({ kind: z.literal('text'), value: z.string() }),
  z.object({ kind: z.literal('file'), bytes: z.number(), head: z.string() }),
  z.object({ kind: z.literal('empty') }),
  z.object({ kind: z.literal('unread') }),
]);

const answer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    status: z.number().int(),
    type: z.string(),
    encoding: z.string().optional(),
    length: z.enum(['announced', 'not-announced', 'short', 'surplus']),
    location: z.object({ scheme: z.string(), host: z.enum(['same', 'other']) }).optional(),
    cookies: z.array(z.string()),
    body,
  }),
  z.object({ kind: z.literal('failure'), code: z.string() }),
  z.object({ kind: z.literal('not-listed'), code: z.number() }),
]);
export type PlayedAnswer = z.output<typeof answer>;

const archive = z.object({
  bytes: z.number(),
  head: z.string(),
  container: z.enum(['gzip', 'xz', 'other']),
  unpacked: z.number(),
  whole: z.boolean(),
  ended: z.boolean(),
  members: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      bytes: z.number(),
      link: z.enum(['inside', 'outside', 'absolute']).optional(),
      holds: z.enum(['nothing', 'key-values', 'json', 'sqlite', 'text', 'bytes']).optional(),
      values: z.record(z.string(), z.string()).optional(),
    }),
  ),
  databases: z.array(
    z.object({
      member: z.string(),
      readable: z.boolean(),
      tables: z.array(
        z.object({
          name: z.string(),
          columns: z.array(z.object({ name: z.string(), type: z.string(), collation: z.string().optional() })),
          rows: z.number(),
        }),
      ),
    }),
  ),
});
export type PlayedArchive = z.output<typeof archive>;

export const reportSchema = z.object({
  format: z.literal('routerkeep-device-report'),
  version: z.number().int(),
  connection: z.enum(['https', 'http']),
  product: z.enum(['SRM', 'DSM']).optional(),
  model: z.string().optional(),
  firmware: z.string().optional(),
  exchanges: z.array(
    z.object({
      api: z.string().optional(),
      method: z.string().optional(),
      version: z.number().optional(),
      path: z.string(),
      fields: z.array(z.string()),
      answer,
      times: z.number().int().positive(),
    }),
  ),
  archive: archive.optional(),
});
export type PlayedReport = z.output<typeof reportSchema>;
