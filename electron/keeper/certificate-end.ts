import { say, type Trust } from '../../shared/index.ts';
import { moment } from '../schedule/index.ts';
import type { Moment } from './standing/situation.ts';
import type { DeviceView } from './types.ts';

/** Time enough to renew it, and short enough not to be read for months. */
const HINT_MS = 14 * 86_400_000;

/** That the certificate which a device showed last ends soon, or has ended: a hint, backups go on as long as it stays the trusted one. */
export function certificateEnd(trust: Trust, { now, calendar }: Moment): Pick<DeviceView, 'certificateEnds'> {
  const validTo = trust.kind === 'cleartext' ? undefined : trust.validTo;
  const at = Date.parse(validTo ?? '');
  if (validTo === undefined || Number.isNaN(at) || at - now > HINT_MS) return {};
  const zone = calendar.localZone;
  const when = moment(at, now, zone, zone).text;
  const by = trust.kind === 'system' ? 'authority' : 'pin';
  const sentence =
    at > now ? say('keeper.certificate-ends', { when, by }) : say('keeper.certificate-ended', { when, by });
  return { certificateEnds: { at: validTo, sentence } };
}
