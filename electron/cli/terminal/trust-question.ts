import { formatFingerprint, keepError, say } from '../../../shared/index.ts';
import type { ProbeReport } from '../../keeper/types.ts';
import { certificatePairs, productName } from '../identity.ts';
import type { CliIo } from '../io.ts';
import { printable } from '../printable.ts';
import { formatPairs } from '../table.ts';
import { confirm } from './ask.ts';
import { isAtTerminal } from './presence.ts';

/**
 * The one question about a certificate that no authority vouches for. Shown with it: everything a person can compare.
 * @returns false for anything but a clear yes
 * @throws KeepError tls/untrusted where nobody is there to answer
 */
export async function askTrust(io: Pick<CliIo, 'stdin' | 'stderr' | 'signal'>, report: ProbeReport): Promise<boolean> {
  const { certificate, endpoint, origin, remoteAddress, product, certificatePlace: place } = report;
  // Plain HTTP shows no certificate; it was consented to with --allow-http.
  if (!certificate) return true;
  if (!isAtTerminal(io)) {
    const fingerprint = formatFingerprint(certificate.sha256);
    throw keepError('tls/untrusted', { host: endpoint.host, fingerprint, place });
  }
  const lines = [
    '',
    say('cli.trust.title'),
    ...formatPairs(
      [
        [say('cli.label.product'), productName(product)],
        [say('cli.label.address'), say('cli.address.reached', { origin, ip: remoteAddress })],
        ...certificatePairs(certificate),
      ],
      2,
    ),
    say('cli.trust.compare', { place }),
  ];
  io.stderr.write(lines.map((line) => `${printable(line)}\n`).join(''));
  return confirm(io, say('cli.trust.question'));
}
