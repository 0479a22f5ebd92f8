import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export const PROGRAM = path.resolve(import.meta.dirname, '../../dist/cli/routerkeep.js');

export interface Measured {
  /** Wall-clock milliseconds. */
  readonly ms: number;
  /** Highest resident memory in bytes; undefined where the system does not tell (only Linux does). */
  readonly peakBytes: number | undefined;
  readonly stdout: string;
}

/** Runs Node with arguments to its end. @throws Error when it fails, with what it said */
export async function measure(
  args: readonly string[],
  { env = {}, input = '' }: { readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Promise<Measured> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: 'pipe' });
  const said: string[] = [];
  const stdout: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => void stdout.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void said.push(text));
  // One that ends before it read everything says why itself.
  child.stdin.once('error', () => undefined).end(input);
  let peakBytes: number | undefined;
  const look = setInterval(() => {
    void peakOf(child.pid).then((peak) => (peakBytes = peak ?? peakBytes));
  }, 4);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code ?? 'a signal'}: ${said.join('')}`);
  } finally {
    clearInterval(look);
  }
  return { ms: performance.now() - begun, peakBytes, stdout: stdout.join('') };
}

/** The high-water mark that the kernel keeps; it only grows, so the last look before the end is close to the truth. */
async function peakOf(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return found === undefined ? undefined : Number(found) * 1024;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Measures several things in turn, so that a noisy moment strikes all of them alike. @returns one median each */
export async function inTurn(
  rounds: number,
  works: readonly (() => Promise<Measured>)[],
): Promise<readonly { readonly ms: number; readonly peakBytes: number }[]> {
  const all: Measured[][] = works.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, work] of works.entries()) all[index]?.push(await work());
  }
  return all.map((runs) => ({
    ms: median(runs.map(({ ms }) => ms)),
    peakBytes: median(runs.map(({ peakBytes }) => peakBytes ?? Number.NaN)),
  }));
}
