import { z } from 'zod';
import { exitCodeOf, say, type ExitCode } from '../../../shared/index.ts';
import type { AddQuestions, AddResult } from '../../keeper/types.ts';
import {
  addressArgument,
  codeArgument,
  nameArgument,
  pathArgument,
  readArguments,
  readCode,
  readFingerprint,
  userArgument,
} from '../arguments.ts';
import { describeBackup } from '../backup-lines.ts';
import type { Command, CommandContext } from '../context.ts';
import { deviceResult, shortAddress } from '../device-view.ts';
import { modelName } from '../identity.ts';
import { createProgress, type ProgressDisplay } from '../progress.ts';
import { ask } from '../terminal/ask.ts';
import { requirePasswordSource, type PasswordSource } from '../terminal/password.ts';
import { isAtTerminal } from '../terminal/presence.ts';
import { askTrust } from '../terminal/trust-question.ts';

const schema = z.object({
  address: addressArgument,
  user: userArgument,
  name: nameArgument.optional(),
  passwordStdin: z.boolean().default(false),
  otp: codeArgument.optional(),
  fingerprint: z.string().optional(),
  allowHttp: z.boolean().default(false),
  vault: pathArgument.optional(),
  group: nameArgument.optional(),
  backup: z.boolean().default(true),
});

/** Adds a device and makes its first backup. */
export const add: Command = async ({ operands, options }, context) => {
  const given = readArguments(schema, { ...options, address: operands[0] });
  const fingerprint = readFingerprint(given.fingerprint);
  const { io, page } = context;
  const password = await requirePasswordSource(io, given.passwordStdin);
  const keeper = await context.keeper();
  const progress = await createProgress(io, page.json);
  const request = {
    address: given.address,
    user: given.user,
    allowHttp: given.allowHttp,
    backUp: given.backup,
    ...(given.name !== undefined && { name: given.name }),
    ...(given.otp !== undefined && { code: given.otp }),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(given.vault !== undefined && { vault: context.absolute(given.vault) }),
    ...(given.group !== undefined && { group: given.group }),
  };
  const questions = createQuestions(given, password, progress, context);
  const result = await keeper
    .addDevice(request, questions, { signal: io.signal, onProgress: progress.onProgress })
    .finally(progress.stop);
  describe(result, context);
  const { device, ...rest } = result;
  return { results: [{ ...deviceResult(device), ...rest }], exit: exitOfAdding(result) };
};

function createQuestions(
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

function describe({ device, backup, advice }: AddResult, { page }: CommandContext): void {
  page.line({
    tone: 'strong',
    lead: device.name,
    rest: `: ${say('cli.add.done', { model: modelName(device.identity), address: shortAddress(device.origin) })}`,
  });
  if (backup?.ok) describeBackup(backup).forEach(page.line);
  else if (backup) page.fault(backup.error, say('cli.add.no-backup', { name: device.name }));
  else page.line(`  ${say('cli.add.next', { name: device.name })}`);
  if (device.needsYou) page.fault(device.needsYou, device.name);
  advice.forEach(page.note);
}

/** The device is stored by now: a first backup that failed is worth another try, whatever the reason. */
function exitOfAdding({ device, backup }: AddResult): ExitCode {
  if (backup?.ok === false) return exitCodeOf(backup.error.code) === 130 ? 130 : 1;
  return device.needsYou ? exitCodeOf(device.needsYou.code) : 0;
}
