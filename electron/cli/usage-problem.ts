import type { CommanderError } from 'commander';
import { GRAMMAR, type CommandName } from './grammar.ts';

/** What is wrong with a command line, before any of it was looked at closely. Said in words by `usage-error.ts`. */
export interface UsageProblem {
  readonly kind:
    | 'no-command'
    | 'unknown-command'
    | 'unknown-option'
    | 'missing-operand'
    | 'missing-value'
    | 'missing-option'
    | 'too-many'
    | 'password-argument'
    | 'address-with-credentials'
    | 'old-node'
    | 'other';
  /** What is unknown or missing, by its name. */
  readonly name?: string;
  readonly suggestion?: string;
  /** The command it belongs to. */
  readonly command?: CommandName;
}

const PASSWORD_OPTIONS = ['--password', '--passwd', '--pass', '--pwd', '--pw'];

/** Where an address may stand; elsewhere the same shape may be a file or a device name. */
const TAKE_ADDRESSES: readonly (CommandName | null)[] = ['probe', 'add', 'doctor', null];

/** `https://user:password@host`, `user:password@host`. */
const CREDENTIALS_IN_ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/]*@|[^/@\s]+:[^/]*@)/i;

/**
 * A password on the command line: other people on the computer can read it there, and shells remember it.
 * Looked for first, so that no later sentence repeats it.
 */
export function findSecretArgument(argv: readonly string[], command: CommandName | null): UsageProblem | undefined {
  for (const argument of argv) {
    const name = argument.split('=', 1)[0] ?? '';
    if (PASSWORD_OPTIONS.includes(name.toLowerCase())) return { kind: 'password-argument' };
    if (TAKE_ADDRESSES.includes(command) && !argument.startsWith('-') && CREDENTIALS_IN_ADDRESS.test(argument)) {
      return { kind: 'address-with-credentials' };
    }
  }
  return undefined;
}

/**
 * An option that stands where the value of the one before should be (`--fingerprint --vault DIR`). Commander would take
 * it for the value, and complain about something else.
 */
export function findMissingValue(argv: readonly string[], command: CommandName | null): UsageProblem | undefined {
  const options = command === null ? [] : GRAMMAR[command].options;
  const taking = ['--home <dir>', ...options.map(({ flags }) => flags)].filter((flags) => flags.endsWith('>'));
  const names = taking.map((flags) => flags.split(' ', 1)[0] ?? '');
  const name = argv.find((argument, index) => names.includes(argument) && argv[index + 1]?.startsWith('--') === true);
  if (name === undefined) return undefined;
  return { kind: 'missing-value', name, ...(command !== null && { command }) };
}

/** Commander's complaint as data. Its own text may repeat any argument, a secret too: only names are taken from it. */
export function usageProblemOf(error: CommanderError, command: CommandName | null): UsageProblem {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const suggestion = /\(Did you mean (?:one of )?([^)?]*)\?\)/.exec(error.message)?.[1];
  const belongs = command === null ? {} : { command };
  const suggested = suggestion === undefined ? {} : { suggestion };
  switch (error.code) {
    // Commander shows its help where a command is missing.
    case 'commander.help':
      return { kind: 'no-command' };
    case 'commander.unknownCommand':
      return { kind: 'unknown-command', name: quoted, ...suggested };
    case 'commander.unknownOption':
      return { kind: 'unknown-option', name: quoted.split('=', 1)[0] ?? '', ...suggested, ...belongs };
    case 'commander.missingArgument':
      return { kind: 'missing-operand', name: quoted.toUpperCase(), ...belongs };
    case 'commander.optionMissingArgument':
      return { kind: 'missing-value', name: quoted.split(' ', 1)[0] ?? '', ...belongs };
    case 'commander.missingMandatoryOptionValue':
      return { kind: 'missing-option', name: quoted.split(' ', 1)[0] ?? '', ...belongs };
    case 'commander.excessArguments':
      return { kind: 'too-many', ...belongs };
    default:
      return { kind: 'other', ...belongs };
  }
}
