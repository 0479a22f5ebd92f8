import { startBus, startKeyring } from '../keyring/index.ts';
import { startComputer, type Computer } from './computer.ts';
import { keyringHands, type KeyringHands } from './keyring-hands.ts';
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
  readonly computer: Computer;
  readonly keyring: KeyringHands;
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
  // What hardware and system say lies on a bus of its own, as on every computer.
  const system = await startBus(keyring.env.XDG_RUNTIME_DIR ?? '', 'system', keyring.env);
  const bus = await connectToBus(keyring.env.DBUS_SESSION_BUS_ADDRESS ?? '');
  const systemBus = await connectToBus(system.address);
  const nothing = { serve: () => undefined, own: () => Promise.resolve() };
  return {
    env: { ...keyring.env, DBUS_SYSTEM_BUS_ADDRESS: system.address, DISPLAY: screen.display },
    computer: await startComputer(systemBus, bus),
    tray: await startTrayHost(bus, { present: options.tray !== false }),
    notifications: await startNotificationService(options.notifications === false ? { ...bus, ...nothing } : bus),
    keyring: keyringHands(keyring, bus),
    stop: async () => {
      bus.close();
      systemBus.close();
      await screen.stop();
      await system.stop();
      await keyring.stop();
    },
  };
}
