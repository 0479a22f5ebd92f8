import type { ErrorReport, Identity, ProtectionState, SignInForm, Trust, Warning } from '../../shared/index.ts';

/** A device as people see it. Holds no secret. */
export interface DeviceView {
  readonly id: string;
  readonly name: string;
  readonly group?: string;
  readonly origin: string;
  readonly user: string;
  readonly identity: Identity;
  readonly trust: Trust;
  readonly signInForm: SignInForm;
  readonly addedAt: string;
  /** Folder that holds its backups, absolute. */
  readonly folder: string;
  readonly backups: number;
  /** Set when the folder cannot be read, such as a disk that is not connected: `backups` is not known then. */
  readonly vaultProblem?: ErrorReport;
  /** Set while stored backups are known to be damaged or missing: they do not count. */
  readonly storedProblem?: ErrorReport;
  /** What is to be known of the newest backup until it was seen or a later one is of normal size again. */
  readonly warnings?: readonly Warning[];
  /** Downloads that came whole and could not be opened, newest first: they do not count. */
  readonly unopened?: readonly { readonly file: string; readonly takenAt: string }[];
  /** Another Routerkeep stores backups in the same folder, or one stood here before this one. */
  readonly sharesFolder?: true;
  /** The newest backup that counts. `ageMs` against the clock now. */
  readonly lastVerified?: { readonly at: string; readonly ageMs: number; readonly path: string };
  readonly lastRun?: { readonly at: string; readonly outcome: string; readonly error?: ErrorReport };
  /** Set while the device waits for the user. */
  readonly needsYou?: ErrorReport;
  /** Within two weeks of it, and after it. `at`: ISO 8601. */
  readonly certificateEnds?: { readonly at: string; readonly sentence: string };
  readonly protection: ProtectionView;
  /** Its schedule in words: "every day at 03:00". */
  readonly schedule: string;
  /** ISO 8601; absent while none is to come: the device waits for the user, or is paused. */
  readonly nextRun?: string;
  /** The same in words: "tonight 03:00". */
  readonly nextRunText?: string;
  /** `until`: ISO 8601; absent until the user resumes. */
  readonly paused?: { readonly until?: string };
  /** Its second places, in their order. */
  readonly copies: readonly CopyView[];
}

/** How a second place stands for a device. */
export interface CopyView {
  /** A short name: "nas". */
  readonly place: string;
  /** Absolute. */
  readonly folder: string;
  readonly state: 'current' | 'behind' | 'away';
  /** Backups that are not there yet, as far as known. */
  readonly behind: number;
  /** When the oldest of them was taken. ISO 8601. */
  readonly since?: string;
  /** "nas: 2 behind since Monday" */
  readonly sentence: string;
  readonly problem?: ErrorReport;
}

/** How safe a device is now. Times are ISO 8601. */
export interface ProtectionView {
  readonly state: ProtectionState;
  /** "Office router: last verified backup 9 hours ago. Next: tonight 03:00." */
  readonly sentence: string;
  readonly since?: string;
  /** Of `needs-you` and `failing`. */
  readonly error?: ErrorReport;
  /** Of `failing`: when it is tried again, and whether no try is left before the next slot. */
  readonly retryAt?: string;
  readonly final?: boolean;
}

/** How everything stands at one moment, as every surface shows it. */
export interface Overview {
  /** ISO 8601. */
  readonly at: string;
  readonly fleet: {
    readonly state: ProtectionState;
    /** "3 of 3 devices protected. Next: tonight 03:00." */
    readonly sentence: string;
    readonly protected: number;
    readonly total: number;
  };
  readonly devices: readonly DeviceView[];
  /** Who runs the schedule: this keeper, another process on the same home, nobody. */
  readonly scheduler: 'here' | 'elsewhere' | 'none';
  /** ISO 8601; when a scheduler last looked. Absent where none ever did. */
  readonly watchedAt?: string;
  /** ISO 8601; when any of it changes by time alone. */
  readonly changesAt?: string;
}

/** One entry of `results` of `backup`, field for field as on the product page. */
export type BackupResult =
  | {
      readonly device: string;
      readonly ok: true;
      /** Absolute path. */
      readonly file: string;
      readonly bytes: number;
      readonly sha256: string;
      readonly contentHash: string;
      readonly verified: true;
      /** Whether the settings differ from the backup before; null for the first. */
      readonly changed: boolean | null;
      readonly durationMs: number;
      /** Absent where there is nothing to tell: what is odd about it, such as a collapse in size, and what went wrong after it. */
      readonly warnings?: readonly Warning[];
    }
  | { readonly device: string; readonly ok: false; readonly durationMs: number; readonly error: ErrorReport };
