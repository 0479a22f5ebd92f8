import type { Warning } from '../../shared/index.ts';
import { trustAfter, type Connection } from '../device/index.ts';
import type { DeviceRecord } from '../records/index.ts';
import { changeDevice } from './device-change.ts';
import type { KeeperPorts } from './ports.ts';

/**
 * Takes down what the trusted device showed: a renewal for the same key or by an authority, the key of a certificate that was
 * pinned before keys were noted, until when it is valid.
 * @returns that a pinned certificate was renewed
 */
export async function rememberCertificate(
  { settings, log }: Pick<KeeperPorts, 'settings' | 'log'>,
  device: DeviceRecord,
  connection: Connection,
): Promise<readonly Warning[]> {
  const certificate = connection.met()?.certificate;
  if (certificate === undefined) return [];
  const before = device.trust;
  const trust = trustAfter(before, certificate);
  if (JSON.stringify(trust) === JSON.stringify(before)) return [];
  await changeDevice(settings, device.id, (current) =>
    // What the user decided meanwhile stands.
    JSON.stringify(current.trust) === JSON.stringify(before) ? { ...current, trust } : current,
  );
  if (before.kind !== 'fingerprint' || before.sha256 === certificate.sha256) return [];
  log(`${device.name}: certificate renewed with the same key`);
  return [{ code: 'certificate/renewed', before: before.sha256, now: certificate.sha256 }];
}
