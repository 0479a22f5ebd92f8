export { createDialogs } from './dialogs.ts';
export { createLaunchAtLogin, type LaunchAtLogin } from './launch/index.ts';
export { createNotifications, type Notifications } from './notifications.ts';
export { notificationTarget } from './notification-target.ts';
export { createOutside } from './outside.ts';
export { watchPower } from './power.ts';
export { createSuspension } from './suspension.ts';
export { hasTrayHost } from './tray-host.ts';
