import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Place } from './needles.ts';

/** What others on a computer may read of a process: arguments, title, names of its threads; and its environment. */
const SHOWN = ['cmdline', 'environ', 'comm', 'status'] as const;

/** What the system shows of a process and of everything it started, at this moment. Linux alone has it as files. */
export function shownOf(pid: number): readonly Place[] {
  return [pid, ...descendantsOf(pid)].flatMap((each) => {
    const folder = `/proc/${each}`;
    const threads = namesIn(path.join(folder, 'task')).map((thread) => path.join('task', thread, 'comm'));
    return [...SHOWN, ...threads].flatMap((file): Place[] => {
      try {
        return [[`${file} of a process`, readFileSync(path.join(folder, file))]];
      } catch {
        // It ended in this moment.
        return [];
      }
    });
  });
}

function descendantsOf(pid: number): readonly number[] {
  const children = namesIn(`/proc/${pid}/task`).flatMap((thread) => {
    try {
      return readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
    } catch {
      return [];
    }
  });
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
