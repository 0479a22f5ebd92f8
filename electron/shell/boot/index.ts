export { clockOffset, readArguments } from './arguments.ts';
export { claimHome, profileFolder } from './claim-home.ts';
export { prepareEnding, type Ending } from './ending.ts';
export { logsFolder, openStage, type Composition } from './open-stage.ts';
export { closeDown } from './quit.ts';
export { refuseToStart } from './refuse-to-start.ts';
export { surroundings } from './surroundings.ts';
export { openWindowMemory, type WindowMemoryFile } from './window-memory.ts';
export { builtParts } from './built-parts.ts';
