import { z } from 'zod';
import { asKeepError, exitCodeOf, keepError, reportOf, say, type ExitCode } from '../../../shared/index.ts';
import type { Keeper } from '../../keeper/types.ts';
import { nameArgument, pathArgument, readArguments, userArgument } from '../arguments.ts';
import type { Command, CommandContext } from '../context.ts';
import { worstExit } from '../exit.ts';
import { createProgress, type ProgressDisplay } from '../progress.ts';
import { askHidden } from '../terminal/ask.ts';
import { checkPasswordText, givenOnce, type PasswordSource } from '../terminal/password.ts';
import { confirmGuessed } from '../terminal/confirm-text.ts';
import { isAtTerminal } from '../terminal/presence.ts';
import { readLines } from '../terminal/read-line.ts';
import { invalid, invalidWords } from '../usage-error.ts';
import { addingQuestions } from './adding-questions.ts';
import { addingResult, describeAdding, exitOfAdding } from './describe-adding.ts';
import { readDeviceList, type ListedDevice } from './device-list.ts';

const schema = z.object({
  from: pathArgument,
  user: userArgument.optional(),
  passwordStdin: z.boolean().default(false),
  allowHttp: z.boolean().default(false),
  vault: pathArgument.optional(),
  group: nameArgument.optional(),
  backup: z.boolean().default(true),
});

/** What belongs to one device alone. */
const OF_ONE = [
  ['name', '--name'],
  ['otp', '--otp'],
  ['fingerprint', '--fingerprint'],
] as const;

interface Row {
  readonly result: object;
  readonly exit: ExitCode;
  readonly ok: boolean;
}

/**
 * Adds the devices of a list, one after the other. All of the list and all passwords are read before the first device is
 * contacted; a device that fails does not stop the others.
 */
export const addMany: Command = async ({ operands, options }, context) => {
  const single = operands.length > 0 ? 'ADDRESS' : OF_ONE.find(([key]) => options[key] !== undefined)?.[1];
  if (single !== undefined) throw invalid(say('cli.from.twice', { name: single }), say('cli.from.twice.remedy'));
  const given = readArguments(schema, options);
  const { io, page } = context;
  const file = context.absolute(given.from);
  const { devices, guessed } = await readDeviceList(file, given);
  if (guessed) await confirmGuessed(context.io, file, devices.flatMap(textsOf));
  const passwords = await findPasswords(devices, given.passwordStdin, context);
  const keeper = await context.keeper();
  const progress = await createProgress(io, page.json);
  const rows: Row[] = [];
  for (const [index, device] of devices.entries()) {
    const way = { password: passwords(index), backUp: given.backup, progress };
    rows.push(await addOne(keeper, device, way, context));
  }
  page.line(say('cli.from.summary', { done: rows.filter(({ ok }) => ok).length, total: devices.length }));
  return { results: rows.map(({ result }) => result), exit: worstExit(rows.map(({ exit }) => exit)) };
};

function textsOf({ address, user, name, group, vault }: ListedDevice): readonly string[] {
  return [name, user, group, address, vault].flatMap((text) => text ?? []);
}

interface Way {
  readonly password: PasswordSource;
  readonly backUp: boolean;
  readonly progress: ProgressDisplay;
}

async function addOne(
  keeper: Keeper,
  device: ListedDevice,
  { password, backUp, progress }: Way,
  context: CommandContext,
): Promise<Row> {
  const { line, vault, name, group, fingerprint, ...rest } = device;
  const { signal } = context.io;
  try {
    // Those that were not begun when somebody pressed Ctrl-C are told as such.
    if (signal.aborted) throw keepError('cancelled', {});
    const request = {
      ...rest,
      backUp,
      ...(name !== undefined && { name }),
      ...(group !== undefined && { group }),
      ...(fingerprint !== undefined && { fingerprint }),
      ...(vault !== undefined && { vault: context.absolute(vault) }),
    };
    const questions = addingQuestions(device, password, progress, context);
    const result = await keeper
      .addDevice(request, questions, { signal, onProgress: progress.onProgress })
      .finally(progress.stop);
    describeAdding(result, context);
    return { result: { line, ...addingResult(result) }, exit: exitOfAdding(result), ok: true };
  } catch (thrown) {
    const error = reportOf(asKeepError(thrown));
    context.page.fault(error, say('cli.from.row', { line, device: name ?? device.address }));
    const result = { line, device: name ?? device.address, ok: false, error };
    return { result, exit: exitCodeOf(error.code), ok: false };
  }
}

/** One password for each device, in order: all read at once, or each asked for when its turn comes. */
async function findPasswords(
  devices: readonly ListedDevice[],
  fromStdin: boolean,
  { io }: CommandContext,
): Promise<(index: number) => PasswordSource> {
  if (!fromStdin) {
    if (!isAtTerminal(io)) throw invalidWords('cli.password.nobody');
    return () => async (question) => checkPasswordText(await askHidden(io, question));
  }
  const lines = await readLines(io.stdin, io.signal);
  if (lines.length !== devices.length) {
    const problem = say('cli.from.passwords', { needed: devices.length, found: lines.length });
    throw invalid(problem, say('cli.from.passwords.remedy'));
  }
  const passwords = lines.map((line) => givenOnce(checkPasswordText(line)));
  return (index) => passwords[index] ?? givenOnce('');
}
