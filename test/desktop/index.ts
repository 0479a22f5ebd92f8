/** A whole desktop of one's own for tests: screen, busses, keyring, tray host, notification service, a computer that sleeps. Linux alone. */
export { startDesktop, type Desktop, type DesktopOptions } from './start-desktop.ts';
export type { Computer } from './computer.ts';
export { withDesktop, without } from './with-desktop.ts';
export type { MenuEntry } from './menu.ts';
export type { Notification, NotificationService } from './notification-service.ts';
export type { IconPicture, TrayHost, TrayItem } from './tray-host.ts';
