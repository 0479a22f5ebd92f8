import { randomBytes } from 'node:crypto';
import type { Behaviour } from './behaviour.ts';

/** One export that `start` began. */
export interface Task {
  readonly id: string;
  /** By the device's clock. */
  readonly startedAt: number;
  /** Settings as they were at `start`. */
  readonly settings: ReadonlyMap<string, string>;
  /** Epoch milliseconds, real clock; 0 until the answer to `start` has left. */
  startAnsweredAt: number;
  polls: number;
  state: 'running' | 'finished' | 'failed';
  downloads: number;
  /** The archive, made while the task runs, as on a device; absent until then. */
  archive: Promise<Buffer> | undefined;
}

export interface Tasks {
  start(settings: ReadonlyMap<string, string>): Task;
  find(id: string | undefined): Task | undefined;
  running(): Task | undefined;
  /** Counts one poll and moves the task on. */
  poll(task: Task): void;
  clear(): void;
}

export function createTasks(now: () => number, behaviour: () => Behaviour): Tasks {
  const tasks = new Map<string, Task>();
  let count = 0;
  return {
    start(settings) {
      count += 1;
      const task: Task = {
        id: taskId(behaviour().taskIds, count),
        startedAt: now(),
        settings: new Map(settings),
        startAnsweredAt: 0,
        polls: 0,
        state: 'running',
        downloads: 0,
        archive: undefined,
      };
      tasks.set(task.id, task);
      return task;
    },
    find: (id) => (id === undefined ? undefined : tasks.get(id)),
    running: () => [...tasks.values()].find((task) => task.state === 'running'),
    poll(task) {
      const { taskPolls, taskMs, taskFailure } = behaviour();
      task.polls += 1;
      if (task.state !== 'running' || taskPolls === 'never') return;
      if (task.polls <= taskPolls || now() - task.startedAt < taskMs) return;
      task.state = taskFailure === null ? 'finished' : 'failed';
    },
    clear() {
      tasks.clear();
    },
  };
}

/** The format is undocumented; `path` is the shape one source shows, `odd` is what a careless form would break on. */
function taskId(form: Behaviour['taskIds'], count: number): string {
  switch (form) {
    case 'plain':
      return `SYNO_ConfBkp_${randomBytes(4).toString('hex')}_${count}`;
    case 'path':
      return `@administrators/SYNO_ConfBkp_${count}`;
    case 'odd':
      return `a b+c&d=e%2Ff#"g"\\ü/${count}`;
    case 'number':
      return String(4_100 + count);
  }
}
