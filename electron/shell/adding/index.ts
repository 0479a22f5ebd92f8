export { createAddSession, type AddSession, type AddSessionPorts } from './add-session.ts';
export { createAdding, type Adding } from './adding.ts';
