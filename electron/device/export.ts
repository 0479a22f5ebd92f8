import { KeepError, type ErrorCode, type OnProgress } from '../../shared/index.ts';
import { downloadTask } from './download.ts';
import type { SessionContext } from './session.ts';
import { runTask } from './task.ts';
import type { Download } from './types.ts';

/** Takes the pieces of a file in order; the next one is read when it has resolved. */
export type Sink = (chunk: Uint8Array) => Promise<void>;

/** Whether a whole file is a sound archive. Asked only of a file that was fetched from a device we do not understand. */
export type IsSound = (file: Uint8Array) => Promise<boolean>;

/** A page or an error in place of the file, which may be passing. Of a refusal or a lost session more of the same is no help. */
const PASSING: readonly ErrorCode[] = ['task/failed', 'device/unexpected-answer'];

/**
 * start, poll, download. The device makes the file anew each time; asking again begins from `start`. That is done once where
 * a page or an error comes instead of the file: nothing has gone to `sink` by then.
 * @param isSound decides about the file of a task that does not say in known words that it is done; what is not sound is
 *   waited for, to the deadline
 * @throws KeepError task/*, download/incomplete, archive/too-large, auth/no-permission, session/lost, device/*, network/*, cancelled;
 *   whatever `sink` throws
 */
export async function exportConfiguration(
  context: SessionContext,
  sink: Sink,
  onProgress: OnProgress = () => undefined,
  isSound: IsSound = () => Promise.resolve(true),
): Promise<Download> {
  for (let again = false; ; again = true) {
    const done = await prepare(context, onProgress, isSound);
    if ('early' in done) {
      await sink(done.early.file);
      onProgress({ phase: 'downloading', bytes: done.early.file.length });
      return { ...done.early.told, taskMs: done.ms };
    }
    try {
      return { ...(await downloadTask(context, done.id, sink, onProgress)), taskMs: done.ms };
    } catch (thrown) {
      if (again || !(thrown instanceof KeepError && PASSING.includes(thrown.code))) throw thrown;
    }
  }
}

interface Fetched {
  readonly file: Uint8Array;
  readonly told: Omit<Download, 'taskMs'>;
}

/** Has the device make the file. @returns the task, with the file where that was fetched to see whether it is done */
async function prepare(
  context: SessionContext,
  onProgress: OnProgress,
  isSound: IsSound,
): Promise<{ readonly id: string; readonly ms: number } | { readonly early: Fetched; readonly ms: number }> {
  onProgress({ phase: 'preparing' });
  let early: Fetched | undefined;
  const task = await runTask(context, async ({ id }) => {
    early = await tryDownload(context, id, isSound);
    return early !== undefined;
  });
  return early === undefined ? task : { early, ms: task.ms };
}

/** The file of a task that may not be done: whole and sound, or nothing. What ends the session or the way to the device is thrown. */
async function tryDownload(context: SessionContext, id: string, isSound: IsSound): Promise<Fetched | undefined> {
  const chunks: Uint8Array[] = [];
  const keep: Sink = (chunk) => {
    chunks.push(Uint8Array.from(chunk));
    return Promise.resolve();
  };
  try {
    const told = await downloadTask(context, id, keep, () => undefined);
    const file = Buffer.concat(chunks);
    return (await isSound(file)) ? { file, told } : undefined;
  } catch (thrown) {
    if (thrown instanceof KeepError && !/^(session|network|tls|auth)\/|^cancelled$/.test(thrown.code)) return undefined;
    throw thrown;
  }
}
