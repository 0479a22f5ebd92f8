export { createDesk, type Desk } from './desk.ts';
export { createHandlers } from './handlers/index.ts';
export { serveDesk } from './serve.ts';
export { tellPage } from './tell-page.ts';
export type { DesktopFace, DeskPorts, Dialogs, Handlers, Outside, Push, Question } from './types.ts';
