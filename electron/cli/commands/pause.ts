import { z } from 'zod';
import { say } from '../../../shared/index.ts';
import type { DeviceView } from '../../keeper/types.ts';
import { nameArgument, readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { deviceResult } from '../device-view.ts';
import { formatMoment } from '../measures.ts';
import { everythingOr, shownOf } from '../pause-selection.ts';

const schema = z.object({
  name: nameArgument.optional(),
  group: nameArgument.optional(),
  until: z.string().optional(),
});

/** Stops scheduled runs: of a device, a group, or everything. */
export const pause: Command = async ({ operands, options }, context) => {
  const given = readArguments(schema, { ...options, name: operands[0] });
  const keeper = await context.keeper();
  const selection = everythingOr(given);
  await keeper.pause(selection, given.until);
  const devices = await shownOf(keeper, selection);
  if (selection === 'everything') {
    context.page.line(everythingSentence(devices));
    context.page.note(say('cli.pause.by-hand'));
  } else for (const device of devices) context.page.line(device.protection.sentence);
  return { results: devices.map(deviceResult), exit: 0 };
};

function everythingSentence(devices: readonly DeviceView[]): string {
  const until = devices.find(({ paused }) => paused !== undefined)?.paused?.until;
  return until === undefined
    ? say('cli.pause.everything')
    : say('cli.pause.everything.until', { when: formatMoment(until) });
}
