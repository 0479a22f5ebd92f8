import { say } from '../../../shared/index.ts';
import type { AddQuestions } from '../../keeper/types.ts';
import { readCode } from '../arguments.ts';
import type { CommandContext } from '../context.ts';
import type { ProgressDisplay } from '../progress.ts';
import { ask } from '../terminal/ask.ts';
import type { PasswordSource } from '../terminal/password.ts';
import { isAtTerminal } from '../terminal/presence.ts';
import { askTrust } from '../terminal/trust-question.ts';

/** What adding a device may have to ask, at the terminal. */
export function addingQuestions(
  { user, address }: { readonly user: string; readonly address: string },
  password: PasswordSource,
  progress: ProgressDisplay,
  { io, page }: CommandContext,
): AddQuestions {
  // A bar would be drawn over the question.
  const quietly = <T>(question: () => Promise<T>): Promise<T> => {
    progress.stop();
    return question();
  };
  return {
    trust: (report) => quietly(() => askTrust(io, report)),
    password: () => quietly(() => password(say('cli.ask.password', { user, origin: address }))),
    code: (wrong) =>
      quietly(async () => {
        if (!isAtTerminal(io)) return undefined;
        const text = await ask(io, wrong ? say('cli.ask.code-again') : say('cli.ask.code'));
        return text === '' ? undefined : readCode(text);
      }),
    tell: (sentence) => {
      progress.stop();
      page.note(sentence);
    },
  };
}
