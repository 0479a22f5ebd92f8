import { formatFingerprint, keepError, say, type KeepError, type Trust } from '../../shared/index.ts';
import type { Presented } from '../device/index.ts';
import type { AddQuestions, ProbeReport } from './types.ts';

/**
 * Decides, before any credential leaves, what makes the server the trusted one: the fingerprint the user gave, the
 * system's authorities, plain HTTP the user allowed, or the user's yes to the certificate shown.
 * @throws KeepError tls/untrusted
 */
export async function establishTrust(
  report: ProbeReport,
  pinned: string | undefined,
  questions: Pick<AddQuestions, 'trust'>,
): Promise<Trust> {
  const { certificate } = report;
  if (certificate === undefined) return { kind: 'cleartext' };
  if (pinned !== undefined) return { kind: 'fingerprint', sha256: pinned };
  if (certificate.systemTrusted) return { kind: 'system', issuer: certificate.issuer };
  if (await questions.trust(report)) return { kind: 'fingerprint', sha256: certificate.sha256 };
  throw untrusted(report.endpoint.host, certificate.sha256, report.certificatePlace);
}

/** Refuses a certificate that is not the one the user gave, before the server is asked anything. */
export function acceptOnly(pinned: string | undefined): (presented: Presented) => void {
  return ({ endpoint, certificate }) => {
    if (pinned === undefined || certificate === undefined || certificate.sha256 === pinned) return;
    throw untrusted(endpoint.host, certificate.sha256, say('keeper.certificate.any'));
  };
}

function untrusted(host: string, sha256: string, place: string): KeepError {
  return keepError('tls/untrusted', { host, fingerprint: formatFingerprint(sha256), place });
}
