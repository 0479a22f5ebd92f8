import { z } from 'zod';
import { say } from '../../../shared/index.ts';
import { nameArgument, readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { deviceResult } from '../device-view.ts';
import { everythingOr, shownOf } from '../pause-selection.ts';

const schema = z.object({ name: nameArgument.optional(), group: nameArgument.optional() });

/** Ends a pause now. */
export const resume: Command = async ({ operands, options }, context) => {
  const given = readArguments(schema, { ...options, name: operands[0] });
  const keeper = await context.keeper();
  const selection = everythingOr(given);
  await keeper.resume(selection);
  const devices = await shownOf(keeper, selection);
  const { page } = context;
  if (selection === 'everything') page.line(say('cli.resume.everything'));
  else for (const device of devices) page.line(device.protection.sentence);
  // Paused each for itself, or with everything else: what was asked for does not reach those.
  for (const { name, paused } of devices) {
    if (paused === undefined) continue;
    page.note(selection === 'everything' ? say('cli.resume.own', { name }) : say('cli.resume.with-all', { name }));
  }
  return { results: devices.map(deviceResult), exit: 0 };
};
