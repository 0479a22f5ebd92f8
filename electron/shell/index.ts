/** The Electron face. `main.ts` puts these together in the order in which they begin. */
export { createAdding } from './adding/index.ts';
export * from './boot/index.ts';
export { connect } from './connect.ts';
export * from './desktop/index.ts';
export { createDesk, createHandlers, serveDesk } from './ipc/index.ts';
export { hardenEarly, hardenSession } from './security/index.ts';
export { perform, showTray, type TrayAction } from './tray/index.ts';
export { createMainWindow, setMenuBar } from './window/index.ts';
