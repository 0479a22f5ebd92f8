import { asKeepError } from '../../../shared/index.ts';
import { connect, discover } from '../../device/index.ts';
import type { DeviceRecord } from '../../records/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { contextOf } from '../reach.ts';

/**
 * Whether a device can be reached at all: any answer counts, that of a stranger too, about whom the run itself will
 * complain. Nothing is told to it but the question what it offers, and that only if it is the trusted one.
 * @throws KeepError cancelled
 */
export async function knock(ports: KeeperPorts, device: DeviceRecord, signal: AbortSignal): Promise<boolean> {
  const connection = connect(device.endpoint, device.trust, contextOf(ports, signal));
  try {
    await discover(connection);
    return true;
  } catch (thrown) {
    signal.throwIfAborted();
    return !asKeepError(thrown).code.startsWith('network/');
  } finally {
    connection.close();
  }
}
