import { parseFingerprint, type Trust } from '../../shared/index.ts';
import { pinTo, present, type Presented } from '../device/index.ts';
import { changeDevice, cleared } from './device-change.ts';
import { deviceView } from './device-view.ts';
import { acceptOnly, noCertificate, trustByAuthority } from './establish-trust.ts';
import type { KeeperPorts } from './ports.ts';
import { contextOf } from './reach.ts';
import { findDevice } from './selection.ts';
import type { DeviceView, TrustChoice } from './types.ts';

/**
 * Trusts what the device shows now in place of what it was trusted by: a certificate that the user compared on the device,
 * or whatever an authority vouches for under its name.
 * @throws KeepError tls/untrusted when the device shows another one, usage/invalid for a device over plain HTTP
 */
export async function changeTrust(
  ports: KeeperPorts,
  name: string,
  asked: TrustChoice,
  signal: AbortSignal,
): Promise<DeviceView> {
  const choice = parsed(asked);
  const device = findDevice(await ports.settings.read(), name);
  if (device.endpoint.scheme === 'http') throw noCertificate();
  const presented = await present(device.endpoint, contextOf(ports, signal));
  acceptOnly(choice)(presented);
  const trust = trustIn(presented, choice);
  const settings = await changeDevice(ports.settings, device.id, (current) => {
    const trusted = { ...current, trust };
    return current.stop?.error.code.startsWith('tls/') === true ? cleared(trusted, ports.clock.now()) : trusted;
  });
  return deviceView(ports, settings, findDevice(settings, name));
}

function trustIn(presented: Presented, choice: TrustChoice): Trust {
  if (choice.kind === 'authority') return trustByAuthority(presented);
  if (presented.certificate === undefined) throw noCertificate();
  return pinTo(presented.certificate);
}

/** A fingerprint as people paste it, in 64 lower-case digits. @throws KeepError usage/invalid */
export function parsed(choice: TrustChoice): TrustChoice {
  return choice.kind === 'authority'
    ? choice
    : { kind: 'fingerprint', fingerprint: parseFingerprint(choice.fingerprint) };
}
