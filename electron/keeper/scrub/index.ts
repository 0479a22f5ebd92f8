/** The face of the scrub: stored archives are read again, and what would not restore is told. */
export { checkEntry, noteCheck, openFile } from './check-entry.ts';
export { scrubDay } from './plan.ts';
export { createScrub } from './scrub.ts';
export { rememberUnsound, tellUnsoundBy, unsoundMessages } from './told.ts';
export { storedProblem } from './unsound.ts';
