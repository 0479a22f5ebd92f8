import { asKeepError } from '../../../shared/index.ts';
import { present, vouchesFor } from '../../device/index.ts';
import type { DeviceRecord } from '../../records/index.ts';
import { changeDevice, cleared } from '../device-change.ts';
import type { KeeperPorts } from '../ports.ts';
import { contextOf } from '../reach.ts';

/** Whether a device waits because another certificate answered at its address: in another network, say, or behind a captive portal. */
export function waitsForItsCertificate({ stop, trust }: DeviceRecord): boolean {
  return stop?.error.code === 'tls/identity-changed' && trust.kind !== 'cleartext';
}

/**
 * Looks who answers at the address of such a device, by a handshake alone: nothing is asked and nothing is sent. The trusted
 * certificate lifts the stop, nothing else does.
 * @throws KeepError cancelled
 */
export async function lookForTrusted(
  ports: KeeperPorts,
  device: DeviceRecord,
  signal: AbortSignal,
): Promise<'trusted' | 'stranger' | 'nobody'> {
  const { trust, stop, endpoint } = device;
  if (trust.kind === 'cleartext') return 'stranger';
  try {
    const { certificate } = await present(endpoint, contextOf(ports, signal));
    if (certificate === undefined || !vouchesFor(trust, certificate)) return 'stranger';
  } catch (thrown) {
    signal.throwIfAborted();
    return asKeepError(thrown).code.startsWith('network/') ? 'nobody' : 'stranger';
  }
  await changeDevice(ports.settings, device.id, (current) =>
    // Whatever was decided meanwhile stands, another stop too.
    JSON.stringify([current.stop, current.trust, current.endpoint]) === JSON.stringify([stop, trust, endpoint])
      ? cleared(current, ports.clock.now())
      : current,
  );
  ports.log(`${device.name}: the trusted certificate answers again`);
  return 'trusted';
}
