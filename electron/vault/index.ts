/** The face of the vault: where backups live. */
export { recordCheck, setNote, setPinned, type Check } from './annotate.ts';
export { applyRetention, type RetentionOutcome } from './apply-retention.ts';
export type { BackupNaming } from './backup-name.ts';
export { chooseFolder, type FolderChoice } from './choose-folder.ts';
export { cloudWarning, type CloudSurroundings } from './cloud.ts';
export { commit, type VerifiedBackup } from './commit.ts';
export * from './copies/index.ts';
export type { VaultContext, VaultOptions } from './context.ts';
export { defaultVault } from './default-vault.ts';
export { deleteBackup } from './delete-backup.ts';
export { deleteDevice, type DeletedDevice, type DeviceDeletion } from './delete-device.ts';
export { diskFs, type DurableFile, type DurableFs, type FileFacts } from './durable-fs.ts';
export { safeFolderName } from './folder-name.ts';
export { GUIDE_NAME, writeGuide } from './guide-file.ts';
export { hashFile, type FileHash } from './hash-file.ts';
export { listBackups } from './list-backups.ts';
export { MARKER_NAME, markerOf, markVault, placeIsThere, type Place } from './marker.ts';
export { carryBackups, chooseTarget, removeCarried, type Left, type MoveOptions } from './move/index.ts';
export { planRetention, RETENTION_FLOOR } from './plan-retention.ts';
export { prepareVault } from './prepare-vault.ts';
export { findSidecars, rebuildRuns, type FoundSidecar } from './rebuild-runs.ts';
export { isOwn } from './own.ts';
export { isOf, type DeviceMarks } from './owner.ts';
export { openStage } from './stage.ts';
export { requireTrueName } from './true-name.ts';
export { removeStaleStages } from './stale-stages.ts';
export { dropUnopened, keepUnopened, listUnopened, type Unopened, type UnopenedFacts } from './unopened.ts';
export {
  sidecarSchema,
  type BackupEntry,
  type RetentionPlan,
  type Sidecar,
  type SidecarFacts,
  type Stage,
  type Staged,
} from './types.ts';
