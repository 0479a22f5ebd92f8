import { keepError, say, type KeepError, type Trust } from '../../../shared/index.ts';
import { isSamePlace, originOf, withSession, type Presented } from '../../device/index.ts';
import { lockRun, type DeviceRecord } from '../../records/index.ts';
import { noBackupApi } from '../back-up.ts';
import { changeDevice, cleared, stopDevice } from '../device-change.ts';
import type { KeeperPorts } from '../ports.ts';
import { contextOf, reach, type Reached } from '../reach.ts';
import { fetchCredentials } from '../secret-accounts.ts';
import { signInGuard } from '../sign-in-guard.ts';
import { assertSameDevice, assertSameProduct } from '../same-device.ts';
import { deviceOf } from './device-of.ts';
import { proveTrust } from './prove-trust.ts';
import type { Preference } from './preference.ts';
import { textOf } from './text-of.ts';

/**
 * Where the device answers. A new address is stored only after it showed the device that was trusted: the certificate,
 * then the product, then, by one sign-in with the stored password, serial number and model. Before the certificate is
 * compared nothing is sent.
 */
export const address: Preference = {
  show: (target) => ({ value: originOf(deviceOf(target).endpoint), own: true }),
  change: async (ports, { target, typed, signal }) => {
    const { id, name } = deviceOf(target);
    const wanted = textOf('address', typed);
    const lock = lockRun(ports.home, id);
    if (lock === undefined) throw keepError('busy', { name });
    try {
      // Read under the lock: a run that just ended may have stopped the device.
      const { devices } = await ports.settings.read();
      const device = devices.find((one) => one.id === id);
      if (device === undefined) throw keepError('usage/unknown-device', { name });
      return await move(ports, device, devices, wanted, signal);
    } finally {
      lock.release();
    }
  },
};

async function move(
  ports: KeeperPorts,
  device: DeviceRecord,
  devices: readonly DeviceRecord[],
  wanted: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  let trust: Trust = device.trust;
  const accept = (presented: Presented): void => void (trust = proveTrust(device, presented));
  const reached = await reach(wanted, contextOf(ports, signal), accept);
  try {
    const { endpoint } = reached.presented;
    const twin = devices.find((other) => other.id !== device.id && isSamePlace(other.endpoint, endpoint));
    if (twin !== undefined) throw taken(twin.name);
    assertSameProduct(device.identity, reached.directory.evidence);
    if (!reached.directory.hasBackup) throw noBackupApi(endpoint.host);
    const isProven = await proveIdentity(ports, device, reached);
    const isStranger = device.stop !== undefined && /^(tls\/|device\/)/.test(device.stop.error.code);
    await changeDevice(ports.settings, device.id, (current) => {
      const moved = { ...current, endpoint, trust, clearedAt: new Date(ports.clock.now()).toISOString() };
      // Who answered at the old address was another one: that is settled. A refused password is not.
      return isStranger ? cleared(moved, ports.clock.now()) : moved;
    });
    return [
      say('preferences.note.reached', { origin: originOf(endpoint) }),
      ...(isProven ? [] : [say('preferences.note.serial-later')]),
    ];
  } finally {
    reached.connection.close();
  }
}

/**
 * One sign-in, which tells who the device is. Left out while a stop says that the stored credentials do not serve: every
 * later sign-in compares too.
 * @returns whether it was done
 */
async function proveIdentity(
  ports: KeeperPorts,
  device: DeviceRecord,
  { connection, directory }: Reached,
): Promise<boolean> {
  if (/^(auth|secret)\//.test(device.stop?.error.code ?? '')) return false;
  try {
    await withSession(
      connection,
      directory,
      {
        credentials: async () => fetchCredentials(await ports.secrets(), device),
        forms: [device.signInForm],
        ...signInGuard(ports, connection),
      },
      async (session) => assertSameDevice(device.identity, await session.identity()),
    );
    return true;
  } catch (thrown) {
    // The very device, by its certificate, refuses the stored password: no backup tries it again.
    if (device.trust.kind === 'fingerprint' && isRefusal(thrown)) await stopDevice(ports, device.id, thrown);
    throw thrown;
  }
}

function isRefusal(thrown: unknown): thrown is KeepError {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'auth/refused';
}

function taken(name: string): KeepError {
  return keepError('usage/invalid', {
    problem: say('preferences.address.taken', { name }),
    remedy: say('preferences.address.taken.remedy'),
  });
}
