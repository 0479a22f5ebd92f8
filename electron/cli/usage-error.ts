import { assertNever, keepError, say, type KeepError, type WordKey } from '../../shared/index.ts';
import type { UsageProblem } from './usage-problem.ts';

/** A wrong command line as the error people read: one sentence, and what to do instead. Exit code 2. */
export function usageError(problem: UsageProblem): KeepError {
  return invalid(sentenceOf(problem), hintOf(problem));
}

function sentenceOf({ kind, name = '' }: UsageProblem): string {
  switch (kind) {
    case 'unknown-command':
    case 'unknown-option':
    case 'missing-operand':
    case 'missing-value':
    case 'missing-option':
    case 'old-node':
      return say(`cli.usage.${kind}`, { name });
    case 'no-command':
    case 'too-many':
    case 'password-argument':
    case 'address-with-credentials':
    case 'other':
      return say(`cli.usage.${kind}`);
    default:
      return assertNever(kind);
  }
}

function hintOf({ kind, suggestion, command }: UsageProblem): string {
  switch (kind) {
    case 'password-argument':
    case 'address-with-credentials':
      return say(`cli.usage.${kind}.hint`);
    case 'old-node':
      return say('cli.usage.old-node-hint');
    default:
  }
  const general = command === undefined ? say('cli.see.help') : say('cli.see.command', { command });
  return suggestion === undefined ? general : `${say('cli.did-you-mean', { suggestion })} ${general}`;
}

/** Arguments that do not fit together or make no sense; both texts come from the words of the terminal. */
export function invalid(problem: string, remedy: string, cause?: unknown): KeepError {
  return keepError('usage/invalid', { problem, remedy }, cause);
}

/** The same for a pair of plain words `KEY` and `KEY.hint`. */
export function invalidWords(key: PlainPair, cause?: unknown): KeepError {
  return invalid(say(key), say(`${key}.hint`), cause);
}

type Hinted = Extract<WordKey, `cli.${string}.hint`> extends `${infer Key}.hint` ? Key : never;
export type PlainPair = Extract<WordKey, Hinted>;
