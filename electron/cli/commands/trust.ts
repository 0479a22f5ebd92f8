import { z } from 'zod';
import { parseFingerprint, say } from '../../../shared/index.ts';
import { nameArgument, readArguments } from '../arguments.ts';
import type { TrustChoice } from '../../keeper/types.ts';
import type { Command } from '../context.ts';
import { deviceResult } from '../device-view.ts';
import { invalid } from '../usage-error.ts';

const schema = z.object({
  name: nameArgument,
  fingerprint: z.string().optional(),
  authority: z.boolean().default(false),
});

/** Accepts a changed certificate after the user compared it, or the authorities of this computer for the device's name. */
export const trust: Command = async ({ operands, options }, { io, page, keeper }) => {
  const { name, fingerprint, authority } = readArguments(schema, { ...options, name: operands[0] });
  if ((fingerprint === undefined) !== authority) {
    throw invalid(say('cli.trust.which', { given: authority ? 'both' : 'none' }), say('cli.trust.which.remedy'));
  }
  const choice: TrustChoice =
    fingerprint === undefined
      ? { kind: 'authority' }
      : { kind: 'fingerprint', fingerprint: parseFingerprint(fingerprint) };
  const device = await (await keeper()).trust(name, choice, io.signal);
  const { origin, trust: given } = device;
  page.line(
    given.kind === 'system'
      ? say('cli.trust.done.authority', { name: device.name, origin, issuer: given.issuer })
      : say('cli.trust.done', { name: device.name, origin }),
  );
  return { results: [deviceResult(device)], exit: 0 };
};
