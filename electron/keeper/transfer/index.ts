/** Settings on their way to another computer: everything but secrets. */
export type { SettingsDocument } from './document.ts';
export { exportSettings } from './export-settings.ts';
export { importSettings } from './import-settings.ts';
