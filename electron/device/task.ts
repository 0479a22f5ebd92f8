import { z } from 'zod';
import { keepError, say } from '../../shared/index.ts';
import { unexpected } from './answer.ts';
import { hostLabel } from './endpoints.ts';
import { AMBIGUOUS, callFailure } from './failures.ts';
import { looseText } from './reply.ts';
import { ask } from './send.ts';
import type { SessionContext } from './session.ts';
import { startStopwatch } from './stopwatch.ts';
import { pause, timeoutsOf } from './timeouts.ts';

/** An export that the device has prepared. */
export interface FinishedTask {
  /** Opaque; its form is documented nowhere (protocol.md 3.3). */
  readonly id: string;
  /** Milliseconds from `start` answered to the answer that said finished. */
  readonly ms: number;
}

const FIRST_POLL_MS = 150;
const LONGEST_POLL_MS = 2_000;
const POLL_SHARE = 0.15;

/** Has the device prepare its configuration. @throws KeepError task/*, device/*, auth/no-permission, session/lost, network/* */
export async function runTask(context: SessionContext): Promise<FinishedTask> {
  const { connection, directory, user, key } = context;
  const id = await start(context);
  const { clock } = connection.context;
  const deadline = timeoutsOf(connection.context).task;
  const elapsed = startStopwatch(clock);
  for (;;) {
    await pause(
      connection.context,
      Math.min(LONGEST_POLL_MS, Math.max(FIRST_POLL_MS, Math.round(POLL_SHARE * elapsed()))),
    );
    const reply = await ask(connection, directory, 'backupStatus', { session: key, fields: [['task_id', id]] });
    if (!reply.ok) throw callFailure(connection, user, 'status', reply.code);
    const ms = elapsed();
    const state = readTaskState(reply.data);
    if (state === 'finished') return { id, ms };
    const host = hostLabel(connection.endpoint);
    if (state === 'failed') throw keepError('task/failed', { host, detail: say('device.detail.task-failed') });
    if (ms >= deadline) throw keepError('task/timeout', { host, seconds: Math.round(deadline / 1_000) });
  }
}

const startedSchema = z.object({
  task_id: looseText.refine((id) => id !== '' && id.length <= 1_024 && id.isWellFormed()),
});

async function start(context: SessionContext): Promise<string> {
  const { connection, directory, user, key } = context;
  const reply = await ask(connection, directory, 'backupStart', { session: key });
  if (!reply.ok) {
    if (reply.code === AMBIGUOUS) await requireRight(context);
    throw callFailure(connection, user, 'start', reply.code);
  }
  const started = startedSchema.safeParse(reply.data);
  if (!started.success) throw unexpected(connection, say('device.detail.no-task'));
  return started.data.task_id;
}

/** 117 on `start` is "busy" to an administrator and "no right" to anybody else; `list` tells which (protocol.md 6, row 5). */
async function requireRight({ connection, directory, user, key }: SessionContext): Promise<void> {
  const reply = await ask(connection, directory, 'backupList', { session: key });
  if (!reply.ok) throw callFailure(connection, user, 'list', reply.code);
}

export type TaskState = 'running' | 'finished' | 'failed';

/** R aerialls pull 35: `finish`. R field report: `state`. The rest is the rule of protocol.md 3.3 (I). */
const FINISHED_WORDS = ['finish', 'finished', 'done', 'success'];
const FAILED_WORDS = ['fail', 'failed', 'error', 'abort'];

const stateSchema = z.object({
  finish: z.unknown(),
  finished: z.unknown(),
  state: z.unknown(),
  status: z.unknown(),
  error: z.unknown(),
  errors: z.unknown(),
  err_code: z.unknown(),
});

/** What `status` says, in both known forms. Anything else counts as still running, until the deadline. */
export function readTaskState(data: unknown): TaskState {
  const parsed = stateSchema.partial().safeParse(data);
  if (!parsed.success) return 'running';
  const { finish, finished, state, status, error, errors, err_code: errorCode } = parsed.data;
  const words = [state, status].flatMap((word) => (typeof word === 'string' ? [word.toLowerCase()] : []));
  if ([error, errors, errorCode].some((value) => saysError(value)) || words.some((word) => FAILED_WORDS.includes(word)))
    return 'failed';
  if (finish === true || finished === true || words.some((word) => FINISHED_WORDS.includes(word))) return 'finished';
  return 'running';
}

/** No answer nests its errors like this; what goes on for ever says nothing. */
const DEEPEST = 20;

/** Zero, empty and absent say that there is no error; beside a number, a text says nothing. */
function saysError(value: unknown, depth = 0): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '' || value === '0')
    return false;
  if (typeof value !== 'object') return true;
  if (depth >= DEEPEST) return false;
  const inner = 'code' in value ? [value.code] : Object.values(value);
  return inner.some((one) => saysError(one, depth + 1));
}
