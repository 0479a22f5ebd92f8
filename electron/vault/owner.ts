import { identifyingSerial, type Endpoint } from '../../shared/index.ts';
import type { Sidecar } from './types.ts';

/** What tells whose a backup is. */
export interface DeviceMarks {
  readonly deviceId?: string | undefined;
  readonly serial?: string | undefined;
  /** Fingerprint of the certificate by which it is trusted. */
  readonly certificate?: string | undefined;
  readonly endpoint?: Endpoint | undefined;
}

/**
 * Whether a backup was made of this device: under its id, or with its serial number. Two devices may share a serial (a
 * cluster, copies of a virtual machine): they show other certificates at other addresses.
 */
export function isOf(
  { deviceId, identity, endpoint, certificate }: Pick<Sidecar, 'deviceId' | 'identity' | 'endpoint' | 'certificate'>,
  marks: DeviceMarks,
): boolean {
  if (deviceId === marks.deviceId) return true;
  const serial = identifyingSerial(marks.serial);
  if (serial === undefined || identity.serial !== serial) return false;
  const otherCertificate =
    certificate !== undefined && marks.certificate !== undefined && certificate !== marks.certificate;
  return !otherCertificate || isAt(endpoint, marks.endpoint);
}

function isAt(one: Endpoint, other: Endpoint | undefined): boolean {
  return one.host === other?.host && one.port === other.port && one.path === other.path;
}
