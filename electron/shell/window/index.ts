export { createMainWindow, type MainWindow } from './main-window.ts';
export { setMenuBar } from './menu-bar.ts';
export { type Rectangle } from './place.ts';
