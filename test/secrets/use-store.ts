import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import path from 'node:path';
import type { ErrorCode } from '../../shared/index.ts';

/** What a process of its own shall do with its secret store. */
export type Step =
  | { readonly do: 'get'; readonly account: string }
  | { readonly do: 'set'; readonly account: string; readonly value: string }
  | { readonly do: 'delete'; readonly account: string };

/** What came of it. */
export type Outcome = { readonly value: string | null } | { readonly code: ErrorCode; readonly message: string };

/** A shell that allows no file to grow beyond $LIMIT blocks: writing then fails as on a full disk. */
const LIMITED = ['sh', '-c', 'trap "" XFSZ; ulimit -f "$LIMIT"; exec "$@"', 'limited'] as const;

/** Runs steps in a process with this environment, as keytar knows only the environment a process was born with. */
export async function useStore(
  env: Readonly<Record<string, string>>,
  home: string,
  ...steps: readonly Step[]
): Promise<readonly Outcome[]> {
  const program = [process.execPath, path.join(import.meta.dirname, 'store-process.ts'), home] as const;
  const [command, ...words] = env.LIMIT === undefined ? program : [...LIMITED, ...program];
  const child = spawn(command, words, {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  child.stdin.end(JSON.stringify(steps));
  const output = await text(child.stdout);
  const [code, signal] = (await exit) as [number | null, string | null];
  if (code !== 0) throw new Error(`the process ended with ${String(code ?? signal)}`);
  return JSON.parse(output) as readonly Outcome[];
}
