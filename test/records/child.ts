import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Home } from '../../electron/records/index.ts';

const answerSchema = z.object({
  ready: z.boolean().optional(),
  won: z.boolean().optional(),
  released: z.boolean().optional(),
  done: z.number().optional(),
});
type Answer = z.infer<typeof answerSchema>;

/** A second Routerkeep process at the same home; see records-child.ts for its jobs. It never outlives the test. */
export interface Child {
  readonly process: ChildProcess;
  /** Sends an order and resolves with the answer to it. */
  readonly ask: (order: object) => Promise<Answer>;
  /** Resolves with the next message that `wanted` accepts. */
  readonly next: (wanted: (answer: Answer) => boolean) => Promise<Answer>;
  /** The number of the last job it finished. */
  readonly lastDone: () => number | undefined;
  /** SIGKILL, and the end of the process. */
  readonly kill: () => Promise<void>;
  readonly ended: Promise<number | null>;
}

export function startChild(home: Home, ...job: readonly string[]): Child {
  const child = fork(path.join(import.meta.dirname, 'records-child.ts'), [home.folder, ...job], { execArgv: [] });
  const ended = once(child, 'exit').then(() => child.exitCode);
  let done: number | undefined;
  const waiting = new Set<(answer: Answer) => void>();
  child.on('message', (message) => {
    const answer = answerSchema.parse(message);
    done = answer.done ?? done;
    for (const take of [...waiting]) take(answer);
  });
  const next: Child['next'] = (wanted) =>
    new Promise((resolve, reject) => {
      const take = (answer: Answer): void => {
        if (!wanted(answer)) return;
        waiting.delete(take);
        resolve(answer);
      };
      waiting.add(take);
      void ended.then((code) => reject(new Error(`the child ended with ${String(code)}`)));
    });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  return {
    process: child,
    next,
    ask: (order) => {
      const answer = next(() => true);
      child.send(order);
      return answer;
    },
    lastDone: () => done,
    kill,
    ended,
  };
}

export async function readyChild(home: Home, ...job: readonly string[]): Promise<Child> {
  const child = startChild(home, ...job);
  await child.next((answer) => answer.ready === true);
  return child;
}
