import { z } from 'zod';
import { KeepError, say } from '../../../shared/index.ts';
import { codeArgument, nameArgument, readArguments, readCode } from '../arguments.ts';
import type { Command } from '../context.ts';
import { deviceResult } from '../device-view.ts';
import { ask } from '../terminal/ask.ts';
import { requirePasswordSource } from '../terminal/password.ts';
import { isAtTerminal } from '../terminal/presence.ts';

const schema = z.object({
  name: nameArgument,
  passwordStdin: z.boolean().default(false),
  otp: codeArgument.optional(),
});

/** Stores a new password. A code is asked for only at a terminal, and only when the device wants one. */
export const passwd: Command = async ({ operands, options }, context) => {
  const { name, passwordStdin, otp } = readArguments(schema, { ...options, name: operands[0] });
  const { io, page } = context;
  const source = await requirePasswordSource(io, passwordStdin);
  const keeper = await context.keeper();
  // An unknown name is told before the password is asked for.
  const [device] = await keeper.listDevices({ kind: 'names', names: [name] });
  const { user, origin } = device ?? { user: '', origin: name };
  const password = await source(say('cli.ask.password', { user, origin }));
  const change = (code: string | undefined): ReturnType<typeof keeper.changePassword> =>
    keeper.changePassword(name, { password, ...(code !== undefined && { code }) }, io.signal);
  const changed = await change(otp).catch(async (error: unknown) => {
    if (!(error instanceof KeepError) || error.code !== 'auth/code-needed' || !isAtTerminal(io)) throw error;
    return change(readCode(await ask(io, say('cli.ask.code'))));
  });
  page.line(say('cli.passwd.done', { name: changed.name }));
  return { results: [deviceResult(changed)], exit: 0 };
};
