import {
  assertNever,
  formatFingerprint,
  keepError,
  KeepError,
  reportOf,
  say,
  type Trust,
} from '../../../shared/index.ts';
import { trustAfter, trustAuthority, vouchesFor, type Presented } from '../../device/index.ts';
import type { DeviceRecord } from '../../records/index.ts';

/**
 * Compares what a new address presents with what made the device the trusted one. Called before anything is asked of it.
 * @returns the trust for the new address
 * @throws KeepError tls/identity-changed, usage/invalid
 */
export function proveTrust({ trust }: Pick<DeviceRecord, 'trust'>, { endpoint, certificate }: Presented): Trust {
  if (certificate === undefined) {
    if (trust.kind === 'cleartext') return trust;
    throw keepError('usage/invalid', {
      problem: say('preferences.address.cleartext'),
      remedy: say('preferences.address.cleartext.remedy'),
    });
  }
  const { sha256, systemTrusted } = certificate;
  const refuse = (trusted: string): never => {
    const error = keepError('tls/identity-changed', {
      host: endpoint.host,
      presented: formatFingerprint(sha256),
      trusted,
    });
    // The usual hint is for a device that stayed where it was.
    throw new KeepError({ ...reportOf(error), hint: say('preferences.address.stranger.hint') });
  };
  switch (trust.kind) {
    case 'fingerprint':
      return vouchesFor(trust, certificate) ? trustAfter(trust, certificate) : refuse(formatFingerprint(trust.sha256));
    case 'system':
      if (!systemTrusted) return refuse(say('device.vouched-by', { issuer: trust.issuer }));
      return trustAuthority(certificate);
    case 'cleartext':
      if (systemTrusted) return trustAuthority(certificate);
      throw keepError('usage/invalid', {
        problem: say('preferences.address.unproven'),
        remedy: say('keeper.no-certificate.remedy'),
      });
    default:
      return assertNever(trust);
  }
}
