import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { keepError, KeepError, type Verification } from '../../../shared/index.ts';
import type { Verifier } from '../types.ts';
import type { Answer, Order, ThrownBelow } from './messages.ts';

/** Long enough for a device to prepare its configuration; then the memory is given back. */
const IDLE_MS = 30_000;

interface Waiting {
  readonly resolve: (verification: Verification) => void;
  readonly reject: (error: KeepError) => void;
}

/**
 * Opens archives on a thread of its own, so that a large one holds up nothing else. What it answers and throws is what
 * `verifyArchive` does; `internal` where the thread ended.
 * @param start in place of the real thread
 * @param idleMs how long a thread without work is kept, milliseconds
 */
export function verifierApart({ start = startThread, idleMs = IDLE_MS } = {}): Verifier {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let orders = 0;

  function current(): Worker {
    return (thread ??= open());
  }

  function open(): Worker {
    const opened = start();
    opened.on('message', hear);
    // Whatever ends it, such as no memory left: the next archive gets a new one.
    opened.on('error', (error) => gone(opened, error));
    opened.on('exit', () => gone(opened));
    return opened;
  }

  function hear(answer: Answer): void {
    const caller = waiting.get(answer.id);
    waiting.delete(answer.id);
    rest();
    if (caller === undefined) return;
    if ('verification' in answer) caller.resolve(answer.verification);
    else caller.reject(new KeepError(answer.error, answer.cause === undefined ? undefined : thrownBelow(answer.cause)));
  }

  function gone(which: Worker, cause?: unknown): void {
    if (thread !== which) return;
    thread = undefined;
    clearTimeout(idle);
    const callers = [...waiting.values()];
    waiting.clear();
    for (const { reject } of callers) reject(keepError('internal', { detail: 'Worker' }, cause));
  }

  /** A thread without work keeps no process alive, and does not stay for ever. */
  function rest(): void {
    if (waiting.size > 0) return;
    thread?.unref();
    clearTimeout(idle);
    idle = setTimeout(close, idleMs).unref();
  }

  function close(): void {
    const ending = thread;
    if (ending === undefined) return;
    gone(ending);
    void ending.terminate();
  }

  return {
    prepare: () => {
      current();
      rest();
    },
    verify: async (file, { signal, ...options } = {}) => {
      if (signal?.aborted === true) throw keepError('cancelled', {}, signal.reason);
      const id = ++orders;
      const { promise, resolve, reject } = Promise.withResolvers<Verification>();
      waiting.set(id, { resolve, reject });
      clearTimeout(idle);
      const cancel = (): void => thread?.postMessage({ kind: 'cancel', id } satisfies Order);
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        const worker = current();
        worker.ref();
        worker.postMessage({ kind: 'verify', id, path: file, options } satisfies Order);
        return await promise;
      } finally {
        signal?.removeEventListener('abort', cancel);
      }
    },
    close,
  };
}

function thrownBelow({ message, ...parts }: ThrownBelow): Error {
  return Object.assign(new Error(message), parts);
}

/** It needs no variables of the environment, and gets none: a master key may be among them. */
function startThread(): Worker {
  return new Worker(threadFile(), { env: {}, execArgv: [] });
}

/** Beside the built program, where the build puts it; from sources, in this folder. As text: Electron looks for no URL in its archive. */
function threadFile(): string {
  const built = path.join(import.meta.dirname, 'verify-thread.js');
  return existsSync(built) ? built : path.join(import.meta.dirname, 'verify-thread.ts');
}
