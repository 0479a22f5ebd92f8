export { perform, type PerformPorts } from './perform.ts';
export { showTray, type TrayIcon } from './tray.ts';
export type { TrayAction, TrayFacts } from './menu-model.ts';
