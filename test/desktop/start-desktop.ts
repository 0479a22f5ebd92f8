import { startKeyring } from '../keyring/index.ts';
import { startNotificationService, type NotificationService } from './notification-service.ts';
import { missingScreen, startScreen } from './screen.ts';
import { connectToBus } from './session-bus.ts';
import { startTrayHost, type TrayHost } from './tray-host.ts';

/** A desktop that is thrown away: nothing of the real session leaks in, nothing stays. */
export interface Desktop {
  /** The whole environment for programs on this desktop. */
  readonly env: Readonly<Record<string, string>>;
  readonly tray: TrayHost;
  readonly notifications: NotificationService;
  /** Locks the keyring, as logging out does. */
  readonly lockKeyring: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface DesktopOptions {
  /** `false`: no secret service answers on the bus. */
  readonly keyring?: boolean;
  /** `false`: nothing shows tray icons, as on some desktops. The tray host then sees nothing until it is told to appear. */
  readonly tray?: boolean;
  /** `false`: nothing shows notifications. */
  readonly notifications?: boolean;
}

/** Starts a desktop, or says which program this machine lacks for it. */
export async function startDesktop(options: DesktopOptions = {}): Promise<Desktop | { readonly missing: string }> {
  const missing = await missingScreen();
  if (missing !== undefined) return { missing };
  const keyring = await startKeyring({ keyring: options.keyring ?? true });
  if ('missing' in keyring) return keyring;
  const screen = await startScreen().catch(async (error: unknown) => {
    await keyring.stop();
    throw error;
  });
  const bus = await connectToBus(keyring.env.DBUS_SESSION_BUS_ADDRESS ?? '');
  const nothing = { serve: () => undefined, own: () => Promise.resolve() };
  return {
    env: { ...keyring.env, DISPLAY: screen.display },
    tray: await startTrayHost(bus, { present: options.tray !== false }),
    notifications: await startNotificationService(options.notifications === false ? { ...bus, ...nothing } : bus),
    lockKeyring: keyring.lock,
    stop: async () => {
      bus.close();
      await screen.stop();
      await keyring.stop();
    },
  };
}
