/** Second places: the same backups in other folders, each read back, each with its own retention. */
export { catchUp } from './catch-up.ts';
export { copyBackup } from './copy-backup.ts';
export { copyState } from './copy-state.ts';
export { overlaps } from './overlaps.ts';
export { apart, ownFolder, type CopyOwner } from './own-folder.ts';
export { planCopies } from './plan-copies.ts';
export { preparePlace } from './prepare-place.ts';
export { saveBackupFile } from './save-file.ts';
export { copySentence, placeName, standingWhileAway } from './standing.ts';
export type { CatchUp, CopyOutcome, CopyPair, CopyPlan, CopyStanding } from './types.ts';
