import type { ErrorReport, Trigger, Verification } from '../../../shared/index.ts';
import type { FoundBackup, FoundBackups } from './found-backups.ts';

export type { FoundBackup, FoundBackups };

/** One stored backup, with all that is known about it. */
export interface BackupDetails {
  readonly device: string;
  /** Its name in the folder of the device. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  /** Only `verified` counts. `away`: with a cloud service; `missing`: its sidecar is there, the archive is not. */
  readonly state: 'verified' | 'damaged' | 'missing' | 'away';
  /** Why it does not count. */
  readonly problem?: ErrorReport;
  /** No other backup of this device counts: deleting it must be told twice. */
  readonly isLast: boolean;
  readonly runId: string;
  readonly trigger: Trigger;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  readonly durationMs: number;
  readonly bytes: number;
  readonly sha256: string;
  /** Whether the settings differ from the backup before; null for the first. */
  readonly changed: boolean | null;
  readonly model?: string;
  readonly serial?: string;
  readonly firmware?: string;
  /** What the look into it proved, with its warnings. */
  readonly verification: Verification;
  /** When it was checked last. ISO 8601, UTC. */
  readonly checkedAt: string;
  readonly pinned: boolean;
  readonly note: string;
}

/** What a person does to one stored backup. `file` is its name as the history tells it. */
export interface BackupCare {
  /** @throws KeepError usage/invalid when there is none of that name, vault/* */
  readonly backupDetails: (device: string, file: string) => Promise<BackupDetails>;
  /** Keeps it out of retention, or lets it go again. @throws KeepError usage/invalid, busy, vault/* */
  readonly pinBackup: (device: string, file: string, pinned: boolean) => Promise<BackupDetails>;
  /** What a person wants to remember about it, at most 1,000 characters; empty removes it. @throws as `pinBackup` */
  readonly noteBackup: (device: string, file: string, note: string) => Promise<BackupDetails>;
  /**
   * Deletes it with its sidecar, pinned or not; the history keeps its run. The last one that counts stays, unless that is
   * wanted knowingly. @throws KeepError usage/invalid, busy, vault/*
   */
  readonly deleteBackup: (device: string, file: string, options: { readonly evenIfLast: boolean }) => Promise<void>;
  /**
   * Writes it to a file outside of the vault, reads that back and compares.
   * @param target absolute @throws KeepError usage/invalid (such as a name that is taken), archive/damaged, copy/failed, vault/*
   */
  readonly saveBackup: (
    device: string,
    file: string,
    target: string,
    options: { readonly replace: boolean; readonly signal: AbortSignal },
  ) => Promise<{ readonly path: string; readonly bytes: number; readonly sha256: string }>;
  /**
   * What lies in a folder, without any device: absolute; absent: the vault of this home, but for the devices known here.
   * @throws KeepError vault/* for a folder that was named and cannot be read
   */
  readonly findBackups: (folder?: string) => Promise<FoundBackups>;
  /** One file that somebody chose, absolute. @throws KeepError usage/invalid */
  readonly findBackup: (file: string) => Promise<FoundBackup>;
  /** Writes one of them elsewhere, over what is there. Both absolute. @throws KeepError as `saveBackup` */
  readonly saveFoundBackup: (file: string, target: string, signal: AbortSignal) => Promise<void>;
}
