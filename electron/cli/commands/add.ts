import { z } from 'zod';
import { say } from '../../../shared/index.ts';
import { addMany } from '../adding/add-many.ts';
import { addingQuestions } from '../adding/adding-questions.ts';
import { addingResult, describeAdding, exitOfAdding } from '../adding/describe-adding.ts';
import {
  addressArgument,
  codeArgument,
  nameArgument,
  pathArgument,
  readArguments,
  readFingerprint,
  userArgument,
} from '../arguments.ts';
import type { Command } from '../context.ts';
import { createProgress } from '../progress.ts';
import { requirePasswordSource } from '../terminal/password.ts';
import { invalid, usageError } from '../usage-error.ts';

const schema = z.object({
  address: addressArgument,
  user: userArgument,
  name: nameArgument.optional(),
  passwordStdin: z.boolean().default(false),
  otp: codeArgument.optional(),
  fingerprint: z.string().optional(),
  trustAuthority: z.boolean().default(false),
  allowHttp: z.boolean().default(false),
  vault: pathArgument.optional(),
  group: nameArgument.optional(),
  backup: z.boolean().default(true),
});

/** Adds a device and makes its first backup. */
export const add: Command = async (invocation, context) => {
  const { operands, options } = invocation;
  if (options.from !== undefined) return addMany(invocation, context);
  if (operands[0] === undefined) throw usageError({ kind: 'missing-operand', name: 'ADDRESS', command: 'add' });
  if (options.user === undefined) throw usageError({ kind: 'missing-option', name: '--user', command: 'add' });
  const given = readArguments(schema, { ...options, address: operands[0] });
  const fingerprint = readFingerprint(given.fingerprint);
  if (fingerprint !== undefined && given.trustAuthority) {
    throw invalid(say('cli.trust.which', { given: 'both' }), say('cli.trust.which.remedy'));
  }
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
    ...(given.trustAuthority && { trustAuthority: true }),
    ...(given.vault !== undefined && { vault: context.absolute(given.vault) }),
    ...(given.group !== undefined && { group: given.group }),
  };
  const questions = addingQuestions(given, password, progress, context);
  const result = await keeper
    .addDevice(request, questions, { signal: io.signal, onProgress: progress.onProgress })
    .finally(progress.stop);
  describeAdding(result, context);
  return { results: [addingResult(result)], exit: exitOfAdding(result) };
};
