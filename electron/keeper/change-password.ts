import { asKeepError, keepError, reportOf } from '../../shared/index.ts';
import { checkCode, checkPassword, connect, discover, withSession } from '../device/index.ts';
import { lockRun } from '../records/index.ts';
import { changeDevice, cleared, stopDevice, stopsDevice } from './device-change.ts';
import { deviceView } from './device-view.ts';
import type { KeeperPorts } from './ports.ts';
import { contextOf } from './reach.ts';
import { rememberCertificate } from './remember-certificate.ts';
import { storeSecrets } from './secret-accounts.ts';
import { findDevice } from './selection.ts';
import { signInGuard } from './sign-in-guard.ts';
import { assertSameDevice, assertSameProduct } from './same-device.ts';
import type { DeviceView } from './types.ts';

/**
 * Proves a password by one sign-in, then stores it and lifts the stop. A password that the device refuses is not stored.
 * @throws KeepError auth/*, tls/*, network/*, secret/*
 */
export async function changePassword(
  ports: KeeperPorts,
  name: string,
  entry: { readonly password: string; readonly code?: string },
  signal: AbortSignal,
): Promise<DeviceView> {
  const device = findDevice(await ports.settings.read(), name);
  const password = checkPassword(entry.password);
  const code = entry.code === undefined ? {} : { code: checkCode(entry.code) };
  const secrets = await ports.secrets();
  await secrets.proveReady();
  // A backup under way with the old password would bring the stop back.
  const lock = lockRun(ports.home, device.id);
  if (lock === undefined) throw keepError('busy', { name: device.name });
  const connection = connect(device.endpoint, device.trust, contextOf(ports, signal));
  try {
    const directory = await discover(connection, device.identity);
    await rememberCertificate(ports, device, connection);
    assertSameProduct(device.identity, directory.evidence);
    const deviceToken = await withSession(
      connection,
      directory,
      {
        credentials: () => Promise.resolve({ user: device.user, password, ...code }),
        forms: [device.signInForm],
        ...signInGuard(ports, connection),
      },
      async (session) => {
        assertSameDevice(device.identity, await session.identity());
        await session.proveBackupRight();
        return session.newDeviceToken;
      },
    );
    await storeSecrets(secrets, device.id, { password, deviceToken });
    let settings = await changeDevice(ports.settings, device.id, (current) => ({
      ...cleared(current, ports.clock.now()),
      hasDeviceToken: current.hasDeviceToken || deviceToken !== undefined,
    }));
    if (entry.code !== undefined && deviceToken === undefined) {
      // The password is right, but every night would be asked for a code (SRM).
      const needed = keepError('auth/code-needed', { host: device.endpoint.host, user: device.user });
      settings = await stopDevice(ports, device.id, reportOf(needed));
    }
    return await deviceView(ports, settings, findDevice(settings, name));
  } catch (thrown) {
    const error = asKeepError(thrown);
    // A refused new password or code says nothing about the stored ones.
    if (stopsDevice(error) && error.code !== 'auth/refused' && error.code !== 'auth/code-wrong') {
      await stopDevice(ports, device.id, reportOf(error));
    }
    throw error;
  } finally {
    connection.close();
    lock.release();
  }
}
