import { Command, CommanderError } from 'commander';
import { cliHelp } from '../../shared/words/en/cli-help.ts';
import description from '../../package.json' with { type: 'json' };
import { COMMANDS, GRAMMAR, type CommandName } from './grammar.ts';
import { findMissingValue, findSecretArgument, usageProblemOf, type UsageProblem } from './usage-problem.ts';

/** What a person asked for; values of operands and options are still raw text. */
export interface Invocation {
  readonly kind: 'run';
  readonly command: CommandName;
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly json: boolean;
  readonly home: string | undefined;
}

export type CommandLine =
  | Invocation
  /** Help asked for, or nothing at all typed (`asked: false`). */
  | { readonly kind: 'help'; readonly text: string; readonly asked: boolean; readonly json: boolean }
  | { readonly kind: 'version'; readonly version: string; readonly json: boolean }
  | {
      readonly kind: 'usage';
      readonly problem: UsageProblem;
      readonly command: CommandName | null;
      readonly json: boolean;
    };

/** Reads the arguments behind the program's name. `columns` is the width help texts are wrapped to. */
export function parseCommandLine(argv: readonly string[], columns: number): CommandLine {
  const json = ownArguments(argv).includes('--json');
  const command = commandIn(ownArguments(argv));
  if (argv.length === 0) return { kind: 'help', text: helpOf(undefined, columns), asked: false, json };
  const secret = findSecretArgument(ownArguments(argv), command);
  if (secret) return { kind: 'usage', problem: secret, command, json };
  const incomplete = findMissingValue(ownArguments(argv), command);
  if (incomplete) return { kind: 'usage', problem: incomplete, command, json };
  let found: CommandLine | undefined;
  const program = buildProgram(columns, (line) => (found = line));
  try {
    program.parse(argv, { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.code === 'commander.helpDisplayed') {
      return { kind: 'help', text: helpOf(command ?? undefined, columns), asked: true, json };
    }
    if (thrown.code === 'commander.version') return { kind: 'version', version: description.version, json };
    return { kind: 'usage', problem: usageProblemOf(thrown, command), command, json };
  }
  return found ?? { kind: 'usage', problem: { kind: 'no-command' }, command, json };
}

function buildProgram(columns: number, found: (line: CommandLine) => void): Command {
  const program = new Command('routerkeep')
    .description(cliHelp.program)
    .usage(cliHelp.usage)
    .option('--json', cliHelp.globals.json)
    .option('--home <dir>', cliHelp.globals.home)
    .version(description.version, '-V, --version', cliHelp.globals.version)
    .helpOption('-h, --help', cliHelp.globals.help)
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ helpWidth: columns, minWidthToWrap: 24, showGlobalOptions: true })
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
    .addHelpText(
      'after',
      `\n${cliHelp.examplesTitle}\n${indent(cliHelp.programExamples)}\n\n${cliHelp.programNotes.join('\n')}`,
    );
  for (const name of COMMANDS) addCommand(program, name, found);
  program
    .command('help')
    .summary(cliHelp.commands.help.summary)
    .argument('[command]', cliHelp.operands.command)
    .action((wanted: string | undefined) => {
      const json = program.opts().json === true;
      if (wanted === undefined || isCommand(wanted) || wanted === 'help') {
        found({ kind: 'help', text: helpOf(wanted, columns), asked: true, json });
      } else {
        found({ kind: 'usage', problem: unknownCommand(wanted, columns), command: null, json });
      }
    });
  return program;
}

/** As if it had been called: commander knows which one is spelt alike. */
function unknownCommand(name: string, columns: number): UsageProblem {
  try {
    buildProgram(columns, () => undefined).parse([name], { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof CommanderError) return usageProblemOf(thrown, null);
    throw thrown;
  }
  return { kind: 'unknown-command', name };
}

function addCommand(program: Command, name: CommandName, found: (line: CommandLine) => void): void {
  const { operand, operands, options } = GRAMMAR[name];
  const words = cliHelp.commands[name];
  const command = program
    .command(name)
    .summary(words.summary)
    .description(`${words.summary.charAt(0).toUpperCase()}${words.summary.slice(1)}.`)
    .addHelpText('after', `\n${cliHelp.examplesTitle}\n${indent([words.example])}`);
  for (const [notation, text] of operands ?? (operand ? [operand] : [])) command.argument(notation, text);
  for (const { flags, text, required } of options) {
    if (required) command.requiredOption(flags, text);
    else command.option(flags, text);
  }
  command.action(() => {
    const { json, home, ...rest } = command.optsWithGlobals<Record<string, unknown>>();
    const operands = command.args;
    found({
      kind: 'run',
      command: name,
      operands,
      options: rest,
      json: json === true,
      home: typeof home === 'string' ? home : undefined,
    });
  });
}

function helpOf(name: string | undefined, columns: number): string {
  const program = buildProgram(columns, () => undefined);
  const command = name === undefined ? program : (program.commands.find((each) => each.name() === name) ?? program);
  let text = '';
  program.configureOutput({ writeOut: (part) => (text += part) });
  command.copyInheritedSettings(program).outputHelp();
  return text.trimEnd();
}

/** The arguments that are not operands by force: everything before `--`. */
function ownArguments(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end === -1 ? argv : argv.slice(0, end);
}

/** The command of a line that may be wrong elsewhere; the value of --home is not taken for one. */
function commandIn(argv: readonly string[]): CommandName | null {
  return argv.filter((_, index) => argv[index - 1] !== '--home').find(isCommand) ?? null;
}

function isCommand(text: string): text is CommandName {
  return (COMMANDS as readonly string[]).includes(text);
}

function indent(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join('\n');
}
