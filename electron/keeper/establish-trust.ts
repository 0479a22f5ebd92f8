import { formatFingerprint, KeepError, keepError, reportOf, say, type Trust } from '../../shared/index.ts';
import { pinTo, trustAuthority, type Presented } from '../device/index.ts';
import type { AddQuestions, ProbeReport, TrustChoice } from './types.ts';

/**
 * Decides, before any credential leaves, what makes the server the trusted one: what the user chose beforehand, the
 * system's authorities, plain HTTP the user allowed, or the user's yes to the certificate shown.
 * @throws KeepError tls/untrusted
 */
export async function establishTrust(
  report: ProbeReport,
  choice: TrustChoice | undefined,
  questions: Pick<AddQuestions, 'trust'>,
): Promise<Trust> {
  const { certificate } = report;
  if (certificate === undefined) return { kind: 'cleartext' };
  if (choice?.kind === 'authority') return trustByAuthority(report);
  if (choice?.kind === 'fingerprint') return pinTo(certificate);
  if (certificate.systemTrusted) return trustAuthority(certificate);
  if (await questions.trust(report)) return pinTo(certificate);
  throw untrusted(report.endpoint.host, certificate.sha256, report.certificatePlace);
}

/** @throws KeepError tls/untrusted where no authority vouches for what is shown under this name; usage/invalid over plain HTTP */
export function trustByAuthority({ endpoint, certificate }: Presented): Trust {
  if (certificate === undefined) throw noCertificate();
  if (certificate.systemTrusted) return trustAuthority(certificate);
  const error = untrusted(endpoint.host, certificate.sha256, say('keeper.certificate.any'));
  throw new KeepError({ ...reportOf(error), hint: say('keeper.no-authority.hint') });
}

/** Refuses a certificate that is not the one the user gave, before the server is asked anything. */
export function acceptOnly(choice: TrustChoice | undefined): (presented: Presented) => void {
  return (presented) => {
    const { endpoint, certificate } = presented;
    if (choice?.kind === 'authority') trustByAuthority(presented);
    if (choice?.kind !== 'fingerprint' || certificate === undefined || certificate.sha256 === choice.fingerprint)
      return;
    throw untrusted(endpoint.host, certificate.sha256, say('keeper.certificate.any'));
  };
}

export function noCertificate(): KeepError {
  return keepError('usage/invalid', {
    problem: say('keeper.no-certificate'),
    remedy: say('keeper.no-certificate.remedy'),
  });
}

function untrusted(host: string, sha256: string, place: string): KeepError {
  return keepError('tls/untrusted', { host, fingerprint: formatFingerprint(sha256), place });
}
