import type { SQLOutputValue } from 'node:sqlite';
import { z } from 'zod';
import { triggerSchema, warningSchema } from '../../shared/index.ts';
import { errorReportSchema, outcomeSchema, type Run } from './types.ts';

/** A column whose content is unreadable counts as empty, as long as the run can still be told. */
function orNothing<T>(schema: z.ZodType<T>): z.ZodType<T | undefined> {
  return schema
    .nullable()
    .transform((value) => value ?? undefined)
    .catch(undefined);
}

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'no JSON' });
    return z.NEVER;
  }
});

const rowSchema = z.object({
  id: z.string().min(1),
  device_id: z.string().min(1),
  device_name: z.string(),
  trigger: triggerSchema,
  started_at: z.iso.datetime(),
  ended_at: orNothing(z.iso.datetime()),
  outcome: outcomeSchema,
  file: orNothing(z.string()),
  bytes: orNothing(z.int().nonnegative()),
  sha256: orNothing(z.string()),
  content_hash: orNothing(z.string()),
  changed: orNothing(z.union([z.literal(0), z.literal(1)])),
  firmware: orNothing(z.string()),
  duration_ms: orNothing(z.number().nonnegative()),
  error: orNothing(json.pipe(errorReportSchema)),
  discounted: z.number(),
  warnings: orNothing(json.pipe(z.array(warningSchema).readonly())),
});

/** A row as the run it tells of; undefined where it makes no sense. */
export function runOfRow(row: Readonly<Record<string, SQLOutputValue>>): Run | undefined {
  const parsed = rowSchema.safeParse({ ...row });
  if (!parsed.success) return undefined;
  const found = parsed.data;
  return {
    id: found.id,
    deviceId: found.device_id,
    deviceName: found.device_name,
    trigger: found.trigger,
    startedAt: found.started_at,
    outcome: found.outcome,
    ...present('endedAt', found.ended_at),
    ...present('file', found.file),
    ...present('bytes', found.bytes),
    ...present('sha256', found.sha256),
    ...present('contentHash', found.content_hash),
    // Null means "the first backup", which only a verified run can be.
    ...(found.outcome === 'verified' && { changed: found.changed === undefined ? null : found.changed === 1 }),
    ...present('firmware', found.firmware),
    ...present('durationMs', found.duration_ms),
    ...present('error', found.error),
    ...present('warnings', found.warnings),
    ...(found.discounted === 0 ? {} : { discounted: true as const }),
  };
}

/** The values of a run in the order of `RUN_COLUMNS`. */
export function rowOfRun(run: Run): (string | number | null)[] {
  return [
    run.id,
    run.deviceId,
    run.deviceName,
    run.trigger,
    timeText(run.startedAt),
    run.endedAt === undefined ? null : timeText(run.endedAt),
    run.outcome,
    run.file ?? null,
    run.bytes ?? null,
    run.sha256 ?? null,
    run.contentHash ?? null,
    typeof run.changed === 'boolean' ? Number(run.changed) : null,
    run.firmware ?? null,
    run.durationMs === undefined ? null : Math.round(run.durationMs),
    run.error === undefined ? null : JSON.stringify(run.error),
    run.discounted === true ? 1 : 0,
    run.warnings === undefined ? null : JSON.stringify(run.warnings),
  ];
}

export const RUN_COLUMNS = [
  'id',
  'device_id',
  'device_name',
  'trigger',
  'started_at',
  'ended_at',
  'outcome',
  'file',
  'bytes',
  'sha256',
  'content_hash',
  'changed',
  'firmware',
  'duration_ms',
  'error',
  'discounted',
  'warnings',
] as const;

/** One form for all times, so that text order is time order: ISO 8601, UTC, milliseconds. */
export function timeText(time: string): string {
  return new Date(time).toISOString();
}

function present<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}
