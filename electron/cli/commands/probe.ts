import { z } from 'zod';
import { say } from '../../../shared/index.ts';
import type { ProbeReport } from '../../keeper/types.ts';
import { addressArgument, readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { certificatePairs, productName } from '../identity.ts';
import { formatPairs } from '../table.ts';

const schema = z.object({ address: addressArgument });

/** Looks at an address without credentials. */
export const probe: Command = async ({ operands }, { io, page, keeper }) => {
  const { address } = readArguments(schema, { address: operands[0] });
  const report = await (await keeper()).probe(address, io.signal);
  describeProbe(report).forEach(page.line);
  return { results: [report], exit: 0 };
};

function describeProduct({ product, productSigns: signs = [], productCertain: certain = true }: ProbeReport): string {
  const name = productName(product);
  if (certain) return name;
  return say('cli.product.guess', {
    name,
    signs: signs.length === 0 ? say('doctor.product.nothing') : signs.join(', '),
  });
}

function describeProbe(report: ProbeReport): readonly string[] {
  const { certificate, apis, origin, remoteAddress: ip } = report;
  const offered = apis.map(({ name, minVersion, maxVersion }) => `${name} ${minVersion}-${maxVersion}`);
  return formatPairs([
    [say('cli.label.address'), say('cli.address.reached', { origin, ip })],
    [say('cli.label.product'), describeProduct(report)],
    ...(certificate
      ? [
          ...certificatePairs(certificate),
          [
            say('cli.label.trusted'),
            certificate.systemTrusted
              ? say('cli.trusted.system')
              : say('cli.trusted.not', { place: report.certificatePlace }),
          ] as const,
        ]
      : [[say('cli.label.trusted'), say('cli.trusted.cleartext')] as const]),
    [say('cli.label.sign-in'), report.encryptedLogin ? say('cli.sign-in.encrypted') : say('cli.sign-in.plain')],
    [say('cli.label.backup'), report.configurationBackup ? say('cli.backup.offered') : say('cli.backup.not-offered')],
    [say('cli.label.apis'), offered.join('\n')],
  ]);
}
