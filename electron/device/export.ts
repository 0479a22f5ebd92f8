import type { OnProgress } from '../../shared/index.ts';
import { downloadTask } from './download.ts';
import type { SessionContext } from './session.ts';
import { runTask } from './task.ts';
import type { Download } from './types.ts';

/**
 * start, poll, download. The device makes the file anew each time; asking again begins from `start`.
 * @param sink gets the chunks in order; the next one is read when it has resolved
 * @throws KeepError task/*, download/incomplete, archive/too-large, auth/no-permission, session/lost, device/*, network/*, cancelled;
 *   whatever `sink` throws
 */
export async function exportConfiguration(
  context: SessionContext,
  sink: (chunk: Uint8Array) => Promise<void>,
  onProgress: OnProgress = () => undefined,
): Promise<Download> {
  onProgress({ phase: 'preparing' });
  const task = await runTask(context);
  const file = await downloadTask(context, task.id, sink, onProgress);
  return { ...file, taskMs: task.ms };
}
