import type { BatchModel } from '../../shared/ipc/index.ts';
import { say } from '../../shared/words/say.ts';

/** Pure. "54 backed up, 6 failed. 2 cancelled." */
export function batchSentence({ backedUp, failed, cancelled }: BatchModel): string {
  const sentence =
    failed.length === 0
      ? say('window.devices.batch.good', { backedUp })
      : say('window.devices.batch.bad', { backedUp, failed: failed.length });
  return cancelled === 0 ? sentence : say('window.devices.batch.cancelled', { sentence, count: cancelled });
}
