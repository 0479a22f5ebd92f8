import { z } from 'zod';
import { parseFingerprint, say } from '../../../shared/index.ts';
import { nameArgument, readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { deviceResult } from '../device-view.ts';

const schema = z.object({ name: nameArgument, fingerprint: z.string() });

/** Accepts a changed certificate after the user compared it. */
export const trust: Command = async ({ operands, options }, { io, page, keeper }) => {
  const { name, fingerprint } = readArguments(schema, { ...options, name: operands[0] });
  const device = await (await keeper()).trust(name, parseFingerprint(fingerprint), io.signal);
  page.line(say('cli.trust.done', { name: device.name, origin: device.origin }));
  return { results: [deviceResult(device)], exit: 0 };
};
