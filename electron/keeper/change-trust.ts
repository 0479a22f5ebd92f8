import { keepError, parseFingerprint, say } from '../../shared/index.ts';
import { present } from '../device/index.ts';
import { changeDevice, cleared } from './device-change.ts';
import { deviceView } from './device-view.ts';
import { acceptOnly } from './establish-trust.ts';
import type { KeeperPorts } from './ports.ts';
import { contextOf } from './reach.ts';
import { findDevice } from './selection.ts';
import type { DeviceView } from './types.ts';

/**
 * Accepts a certificate after the user compared it on the device. It must be the one shown now.
 * @throws KeepError tls/untrusted when the device shows another one, usage/invalid for a device over plain HTTP
 */
export async function changeTrust(
  ports: KeeperPorts,
  name: string,
  fingerprint: string,
  signal: AbortSignal,
): Promise<DeviceView> {
  const sha256 = parseFingerprint(fingerprint);
  const device = findDevice(await ports.settings.read(), name);
  if (device.endpoint.scheme === 'http') {
    throw keepError('usage/invalid', {
      problem: say('keeper.no-certificate'),
      remedy: say('keeper.no-certificate.remedy'),
    });
  }
  acceptOnly(sha256)(await present(device.endpoint, contextOf(ports, signal)));
  const settings = await changeDevice(ports.settings, device.id, (current) => {
    const trusted = { ...current, trust: { kind: 'fingerprint', sha256 } } as const;
    return current.stop?.error.code.startsWith('tls/') === true ? cleared(trusted, ports.clock.now()) : trusted;
  });
  return deviceView(ports, settings, findDevice(settings, name));
}
