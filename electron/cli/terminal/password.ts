import type { CliIo } from '../io.ts';
import { invalidWords } from '../usage-error.ts';
import { askHidden } from './ask.ts';
import { isAtTerminal } from './presence.ts';
import { readFirstLine } from './read-line.ts';

/** Gives the password; asks with this question if a person is there. @throws KeepError cancelled, usage/invalid */
export type PasswordSource = (question: string) => Promise<string>;

/**
 * Where the password will come from, settled before anything else is done. Standard input is read at once: an empty one
 * is found out before a device is bothered. Undefined: there is nobody to ask and nothing to read.
 */
export async function findPasswordSource(
  io: Pick<CliIo, 'stdin' | 'stderr' | 'signal'>,
  fromStdin: boolean,
): Promise<PasswordSource | undefined> {
  if (fromStdin && io.stdin.isTTY !== true) {
    return givenOnce(checkPasswordText((await readFirstLine(io.stdin, io.signal)) ?? ''));
  }
  // --password-stdin at a terminal: what is typed is still nobody else's business.
  if (!fromStdin && !isAtTerminal(io)) return undefined;
  return async (question) => checkPasswordText(await askHidden(io, question));
}

/** A password that was read ahead: handed on once, and not held after that. */
export function givenOnce(password: string): PasswordSource {
  let held: string | undefined = password;
  return () => {
    const given = held;
    held = undefined;
    return given === undefined ? Promise.reject(invalidWords('cli.password.empty')) : Promise.resolve(given);
  };
}

/** The same where no work is possible without a password. @throws KeepError usage/invalid */
export async function requirePasswordSource(
  io: Pick<CliIo, 'stdin' | 'stderr' | 'signal'>,
  fromStdin: boolean,
): Promise<PasswordSource> {
  const source = await findPasswordSource(io, fromStdin);
  if (!source) throw invalidWords('cli.password.nobody');
  return source;
}

/** @throws KeepError usage/invalid for an empty one, and for one that cannot be stored */
export function checkPasswordText(password: string): string {
  if (/[\ufffd\ufeff]/u.test(password)) throw invalidWords('cli.password.misread');
  if (password === '') throw invalidWords('cli.password.empty');
  // Keychains end a value at its first NUL: a shortened password would be stored and refused for ever.
  if (password.includes('\0')) throw invalidWords('cli.password.nul');
  return password;
}
