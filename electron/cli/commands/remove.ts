import { z } from 'zod';
import { keepError, say } from '../../../shared/index.ts';
import { nameArgument, readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { confirm } from '../terminal/ask.ts';
import { isAtTerminal } from '../terminal/presence.ts';

const schema = z.object({ name: nameArgument, deleteBackups: z.boolean().default(false) });

/** Forgets a device. Its backups go only if that was asked for and, at a terminal, confirmed. */
export const remove: Command = async ({ operands, options }, context) => {
  const { name, deleteBackups } = readArguments(schema, { ...options, name: operands[0] });
  const { io, page } = context;
  const keeper = await context.keeper();
  if (deleteBackups && isAtTerminal(io)) {
    const [device] = await keeper.listDevices({ kind: 'names', names: [name] });
    const { backups, folder } = device ?? { backups: 0, folder: '' };
    if (backups > 0 && !(await confirm(io, say('cli.remove.question', { backups, name, folder })))) {
      throw keepError('cancelled', {});
    }
  }
  const result = await keeper.removeDevice(name, { deleteBackups });
  const { device, deletedBackups, folder } = result;
  page.line(
    folder === undefined
      ? say('cli.remove.deleted', { device, deletedBackups })
      : say('cli.remove.kept', { device, folder }),
  );
  return { results: [result], exit: 0 };
};
