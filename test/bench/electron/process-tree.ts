import { readdir, readFile } from 'node:fs/promises';

const NANOSECONDS = 1e6;

/** A process and everything that it started, by number. */
async function treeOf(root: number): Promise<readonly number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // Behind the name in brackets, which may hold anything: state, parent.
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const belongs = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === root || belongs(parents.get(pid)));
  return [...parents.keys()].filter(belongs);
}

/** Memory of all processes of a program in bytes; what several of them share counts once. */
export async function memoryOf(root: number): Promise<number> {
  const texts = await Promise.all(
    (await treeOf(root)).map((pid) => readFile(`/proc/${String(pid)}/smaps_rollup`, 'utf8').catch(() => '')),
  );
  return sum(texts.map((text) => Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024));
}

/** Processor time of all threads of a program so far, milliseconds. */
export async function processorTimeOf(root: number): Promise<number> {
  const times = (await treeOf(root)).map(async (pid) => {
    const tasks = await readdir(`/proc/${String(pid)}/task`).catch(() => []);
    const texts = tasks.map((task) => readFile(`/proc/${String(pid)}/task/${task}/schedstat`, 'utf8').catch(() => '0'));
    return sum((await Promise.all(texts)).map((text) => Number(text.split(' ')[0])));
  });
  return sum(await Promise.all(times)) / NANOSECONDS;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
