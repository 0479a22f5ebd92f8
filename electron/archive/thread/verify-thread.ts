import { parentPort } from 'node:worker_threads';
import { asKeepError, reportOf } from '../../../shared/index.ts';
import { loadDatabaseEngine } from '../database-engine.ts';
import { verifyArchive } from '../verify-archive.ts';
import type { Answer, Order, ThrownBelow } from './messages.ts';

/** The thread that opens archives: started by `createVerifier`, ended by it. */
const under = new Map<number, AbortController>();

async function answer(order: Extract<Order, { kind: 'verify' }>): Promise<Answer> {
  const { id, path, options } = order;
  const controller = new AbortController();
  under.set(id, controller);
  try {
    return { id, verification: await verifyArchive(path, { ...options, signal: controller.signal }) };
  } catch (thrown) {
    const error = asKeepError(thrown);
    const cause = below(error.cause);
    return { id, error: reportOf(error), ...(cause === undefined ? {} : { cause }) };
  } finally {
    under.delete(id);
  }
}

function below(cause: unknown): ThrownBelow | undefined {
  if (!(cause instanceof Error)) return undefined;
  const { name, message, stack } = cause;
  const code = 'code' in cause && typeof cause.code === 'string' ? { code: cause.code } : {};
  return { name, message, ...(stack === undefined ? {} : { stack }), ...code };
}

parentPort?.on('message', (order: Order) => {
  if (order.kind === 'cancel') under.get(order.id)?.abort();
  else void answer(order).then((said) => parentPort?.postMessage(said));
});
// Started ahead of need: by the time an archive is there, its engine is too. One that cannot be loaded fails the first archive.
loadDatabaseEngine().catch(() => undefined);
