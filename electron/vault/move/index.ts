/** Moves the backups of a device to another vault: first they stand there, then they go here. */
export { carryBackups } from './carry-backups.ts';
export { chooseTarget } from './choose-target.ts';
export { removeCarried, type Removed } from './remove-carried.ts';
export type { Left, MoveOptions } from './types.ts';
