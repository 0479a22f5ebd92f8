import { z } from 'zod';
import { keepError, say } from '../../shared/index.ts';
import { unexpected } from './answer.ts';
import { hostLabel } from './endpoints.ts';
import { AMBIGUOUS, callFailure, requireListAllowed, requireListed } from './failures.ts';
import { looseText } from './reply.ts';
import { ask } from './send.ts';
import type { SessionContext } from './session.ts';
import { startStopwatch } from './stopwatch.ts';
import { readTaskState } from './task-state.ts';
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

/** So long an answer that is not understood may stay the same before the file is asked for all the same. Milliseconds. */
const UNCLEAR_MS = 20_000;

/**
 * Has the device prepare its configuration.
 * @param fetched called once where the device says what is not understood, and keeps saying it: whether its file could be
 *   had all the same
 * @throws KeepError task/*, device/*, auth/no-permission, session/lost, network/*
 */
export async function runTask(
  context: SessionContext,
  fetched: (task: FinishedTask) => Promise<boolean>,
): Promise<FinishedTask> {
  const { connection, directory, user, key } = context;
  const id = await start(context);
  const { clock } = connection.context;
  const deadline = timeoutsOf(connection.context).task;
  const elapsed = startStopwatch(clock);
  let unclear: Unclear | undefined;
  let tried = false;
  for (;;) {
    await pause(
      connection.context,
      Math.min(LONGEST_POLL_MS, Math.max(FIRST_POLL_MS, Math.round(POLL_SHARE * elapsed()))),
    );
    const reply = await ask(connection, directory, 'backupStatus', { session: key, fields: [['task_id', id]] });
    if (!reply.ok) throw callFailure(connection, user, 'status', reply.code);
    const ms = elapsed();
    const state = readTaskState(reply.data);
    if (state.kind === 'finished') return { id, ms };
    const host = hostLabel(connection.endpoint);
    if (state.kind === 'unclear') {
      if (unclear?.words !== state.words) {
        if (unclear === undefined) connection.context.note?.({ kind: 'unknown-task-word', words: state.words });
        unclear = { words: state.words, since: ms };
      } else if (!tried && ms - unclear.since >= UNCLEAR_MS) {
        tried = true;
        if (await fetched({ id, ms })) return { id, ms };
      }
    }
    if (state.kind === 'failed') throw keepError('task/failed', { host, detail: say('device.detail.task-failed') });
    if (ms < deadline) continue;
    const said = unclear === undefined ? '' : say('device.detail.unclear', { words: unclear.words });
    throw keepError('task/timeout', { host, seconds: Math.round(deadline / 1_000), said });
  }
}

/** An answer that is not understood, and since when it is the same, in milliseconds from `start`. */
interface Unclear {
  readonly words: string;
  readonly since: number;
}

const startedSchema = z.object({
  task_id: looseText.refine((id) => id !== '' && id.length <= 1_024 && id.isWellFormed()),
});

async function start(context: SessionContext): Promise<string> {
  const { connection, directory, user, key } = context;
  requireListed(connection, directory);
  const reply = await ask(connection, directory, 'backupStart', { session: key });
  if (!reply.ok) {
    if (reply.code === AMBIGUOUS) await requireRight(context);
    throw callFailure(connection, user, 'start', reply.code);
  }
  const started = startedSchema.safeParse(reply.data);
  if (!started.success) throw unexpected(connection, say('device.detail.no-task'));
  return started.data.task_id;
}

/** 117 on `start` is "busy" to an administrator and "no right" to anybody else; `list` tells which (protocol.md 6, row 5), where there is one. @throws KeepError auth/no-permission, device/busy */
async function requireRight({ connection, directory, user, key }: SessionContext): Promise<void> {
  const reply = await ask(connection, directory, 'backupList', { session: key });
  requireListAllowed(connection, user, reply);
  if (reply.ok) return;
  const host = hostLabel(connection.endpoint);
  throw keepError('device/busy', { host, said: say('device.detail.busy-or-right', { user }) });
}
