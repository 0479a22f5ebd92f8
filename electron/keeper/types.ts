import type {
  DeviceReport,
  DoctorStepName,
  Endpoint,
  ErrorReport,
  Guide,
  KeepError,
  OnProgress,
  PreferenceKey,
  Product,
  Schedule,
  Trigger,
  Verification,
} from '../../shared/index.ts';
import type { Adopted } from './adopt/adopt-exports.ts';
import type { SearchOptions } from './contents/search.ts';
import type { ChangeLog, Comparison, CompareTarget, Inventory, SearchResult, ShowTarget } from './contents/types.ts';
import type { HistoryEntry, HistoryPage, NightStrip } from './history-types.ts';
import type { AlarmTest, AlarmView, CopyResult } from './outside-views.ts';
import type { BackupCare } from './stored/types.ts';
import type { BackupResult, DeviceView, Overview } from './views.ts';
import type { Watch, WatchOptions } from './watch/types.ts';

export type { Adopted } from './adopt/adopt-exports.ts';
export type * from './contents/types.ts';
export type * from './history-types.ts';
export type * from './outside-views.ts';
export type * from './stored/types.ts';
export type * from './views.ts';
export type * from './watch/types.ts';
import type { SettingsDocument } from './transfer/document.ts';

/** What a look at an address without credentials shows. */
export interface ProbeReport {
  readonly endpoint: Endpoint;
  /** `https://192.168.1.1:8001` */
  readonly origin: string;
  /** The IP address that answered. */
  readonly remoteAddress: string;
  /** Absent over plain HTTP. Dates are ISO 8601. */
  readonly certificate?: {
    readonly sha256: string;
    readonly publicKey?: string;
    readonly subject: string;
    readonly issuer: string;
    readonly validFrom: string;
    readonly validTo: string;
    readonly systemTrusted: boolean;
  };
  readonly product: Product;
  /** What speaks for either product, in words: "SRM: SYNO.Mesh.System.Info". */
  readonly productSigns?: readonly string[];
  /** Whether that is beyond doubt; else the sign-in and the first archive settle it. */
  readonly productCertain?: boolean;
  /** Where the device shows its certificate: a menu path. */
  readonly certificatePlace: string;
  /** The APIs Routerkeep uses, as offered: name and version range. */
  readonly apis: readonly { readonly name: string; readonly minVersion: number; readonly maxVersion: number }[];
  readonly signInBy: 'api' | 'page';
  readonly encryptedLogin: boolean;
  readonly configurationBackup: boolean;
}

export interface AddRequest {
  readonly address: string;
  readonly user: string;
  readonly name?: string;
  readonly code?: string;
  /** As pasted; compared with what the device shows. */
  readonly fingerprint?: string;
  /** Whatever an authority vouches for under this name; not together with `fingerprint`. */
  readonly trustAuthority?: boolean;
  readonly allowHttp: boolean;
  /** Absolute. */
  readonly vault?: string;
  readonly group?: string;
  readonly backUp: boolean;
}

/** What makes a device the trusted one: this certificate (as pasted), or whatever an authority vouches for under its name. */
export type TrustChoice =
  { readonly kind: 'fingerprint'; readonly fingerprint: string } | { readonly kind: 'authority' };

/** What adding a device may have to ask a person. Each may reject to say that nobody is there to answer. */
export interface AddQuestions {
  /** Shown once, before any credential; false cancels. Not asked when the fingerprint was given or the system trusts it. */
  readonly trust: (report: ProbeReport) => Promise<boolean>;
  readonly password: () => Promise<string>;
  /** Asked when the device wants a one-time code; undefined gives up (auth/code-needed). `wrong`: the last one was refused. */
  readonly code: (wrong: boolean) => Promise<string | undefined>;
  /** A sentence to be told before the first backup, such as a vault inside a synced folder. */
  readonly tell: (sentence: string) => void;
}

export interface AddResult {
  readonly device: DeviceView;
  /** Absent with `backUp: false`. */
  readonly backup?: BackupResult;
  /** Plain sentences, such as the advice to use an account without codes. */
  readonly advice: readonly string[];
}

/** What is proven while a device is added, in this order. */
export type AddCheck = 'reached' | 'identity' | 'signed-in' | 'administrator' | 'can-back-up';

export interface AddOptions extends WorkOptions {
  /** Told as each holds. After a lost session some are proven anew. */
  readonly onCheck?: (check: AddCheck) => void;
}

export interface WorkOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (device: string, ...progress: Parameters<OnProgress>) => void;
}

export interface BackupOptions extends WorkOptions {
  readonly trigger: Trigger;
  /** Told when a backup by hand waits for somebody else's work on the device, with a sentence that says whose. */
  readonly onWait?: (device: string, sentence: string) => void;
}

export type VerifyResult =
  | { readonly file: string; readonly device?: string; readonly ok: true; readonly verification: Verification }
  | {
      readonly file: string;
      readonly device?: string;
      readonly ok: false;
      /** It never counted: a download that is kept although it could not be opened. */
      readonly unopened?: true;
      readonly error: ErrorReport;
    };

export type PruneResult =
  | {
      readonly device: string;
      readonly ok: true;
      readonly dryRun: boolean;
      readonly removed: readonly string[];
      readonly kept: number;
      /** Why nothing was removed although there was something. */
      readonly paused?: string;
    }
  | { readonly device: string; readonly ok: false; readonly dryRun: boolean; readonly error: ErrorReport };

export interface RemoveResult {
  readonly device: string;
  readonly ok: true;
  readonly deletedBackups: number;
  /** Where backups stay, when they do. */
  readonly folder?: string;
}

/** One step of the sign-in diagnosis. */
export interface DoctorStep {
  readonly step: DoctorStepName;
  readonly title: string;
  readonly outcome: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly tried: string;
  readonly meaning: string;
  /** Where to click on the device. */
  readonly click?: string;
  /** Of the error of a step that failed. */
  readonly code?: ErrorReport['code'];
}

export interface DoctorReport {
  readonly address: string;
  readonly ok: boolean;
  readonly steps: readonly DoctorStep[];
  /** The conclusion in one sentence. */
  readonly conclusion: string;
  /** The error that decides the exit code; absent when all is well. */
  readonly error?: ErrorReport;
  /** Where a report about the device was asked for: what may be given to others. */
  readonly deviceReport?: DeviceReport;
}

export interface DoctorOptions {
  readonly signal: AbortSignal;
  readonly onStep?: (step: DoctorStep) => void;
  /** Also makes one export, and a report of all that was asked and answered. */
  readonly report?: boolean;
}

export interface DoctorQuestions {
  /** Asked only when a sign-in can be tried and none is known or given; undefined skips the steps behind it. */
  readonly credentials: (
    user: string | undefined,
  ) => Promise<{ readonly user: string; readonly password: string } | undefined>;
  /** A password was given for this diagnosis: `credentials` is asked even for a known device. */
  readonly given: boolean;
  /** Asked for an untrusted certificate before a sign-in is tried; false skips the sign-in. */
  readonly trust: (report: ProbeReport) => Promise<boolean>;
  /** As pasted; stands for the answer to `trust`. */
  readonly fingerprint?: string;
  /** A sign-in over plain HTTP may be tried. */
  readonly allowHttp: boolean;
}

/** A schedule before or after it is set. */
export interface SchedulePreview {
  readonly schedule: Schedule;
  /** "every day at 03:00" */
  readonly words: string;
  /** The next runs, soonest first. `at` is ISO 8601; `text` says it: "tonight 03:00". */
  readonly next: readonly { readonly at: string; readonly text: string }[];
}

/** A setting as it stands, of a device or for all. */
export interface PreferenceView {
  readonly key: PreferenceKey;
  /** As one would type it. Of a secret address only host and port; `none` where it is empty. */
  readonly value: string;
  /** Whether it was set here. If not, a device has the one for all, and that one is the program's own. */
  readonly own: boolean;
  /** What the key is for, a sentence. */
  readonly meaning: string;
  /** The value as a person says it, where that is more: "every day at 03:00". */
  readonly words?: string;
}

export type PreferenceChange = PreferenceView & {
  /** Plain sentences: what else was done, and what the person has to do. */
  readonly notes: readonly string[];
};

/** What became of one device of an import. */
export interface ImportedDevice {
  /** Its name here. */
  readonly device: string;
  readonly outcome: 'added' | 'already-there';
  /** Plain sentences: what has to be done, and what could not be taken as it was. */
  readonly notes: readonly string[];
}

export interface ImportOptions {
  /** Devices over plain HTTP are taken: the consent that adding one needs. */
  readonly allowHttp: boolean;
}

export interface ImportResult {
  readonly devices: readonly ImportedDevice[];
  /** About the settings for all. */
  readonly notes: readonly string[];
}

/** Which devices: by name, by group, or every one. */
export type Selection =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'all' };

/** The use cases. Everything throws only KeepErrors; results of many devices carry theirs inside. */
export interface Keeper extends BackupCare {
  readonly probe: (address: string, signal: AbortSignal) => Promise<ProbeReport>;
  readonly addDevice: (request: AddRequest, questions: AddQuestions, options: AddOptions) => Promise<AddResult>;
  readonly listDevices: (selection?: Selection) => Promise<readonly DeviceView[]>;
  /** Names of the devices in whose folder another home stores backups too. */
  readonly sharedFolders: (selection: Selection) => Promise<readonly string[]>;
  /** All devices with the fleet's own sentence, and until when that stays true by itself. */
  readonly overview: () => Promise<Overview>;
  /** True once `stopSchedule` was called for this home, by whatever process; false once the signal is aborted. */
  readonly stopAsked: (signal: AbortSignal) => Promise<boolean>;
  /** Ends `run` of this home, in whatever process, and waits for that. */
  readonly stopSchedule: (signal: AbortSignal) => Promise<'none' | 'stopped' | 'still-running'>;
  /** Begins to watch the schedule. */
  readonly watch: (options: WatchOptions) => Watch;
  /**
   * At most 8 devices at a time. Results in the order of the list. A backup by hand waits some minutes for a run under way.
   * @throws usage/unknown-device before anything starts
   */
  readonly backUp: (selection: Selection, options: BackupOptions) => Promise<readonly BackupResult[]>;
  /** Newest first. */
  /** The user has seen what is told of the newest backups, such as that they are much smaller. @throws KeepError usage/unknown-device */
  readonly markSeen: (selection: Selection) => Promise<void>;
  readonly history: (selection: Selection, page?: HistoryPage) => Promise<readonly HistoryEntry[]>;
  /** The last `count` days of each device, for its night strip. */
  readonly nights: (selection: Selection, count: number) => Promise<readonly NightStrip[]>;
  /** Opens and checks stored archives: of devices, and files the application does not know (absolute paths). */
  readonly verify: (
    what: { readonly selection?: Selection; readonly files?: readonly string[] },
    options: WorkOptions,
  ) => Promise<readonly VerifyResult[]>;
  /** Closes home and backups to others on Windows. Resolves with the folders that others may still read. */
  readonly closeFolders: (selection: Selection) => Promise<readonly string[]>;
  readonly prune: (selection: Selection, dryRun: boolean) => Promise<readonly PruneResult[]>;
  /** Stores a new password (after one sign-in that proves it) and clears the stop. */
  readonly changePassword: (
    name: string,
    entry: { readonly password: string; readonly code?: string },
    signal: AbortSignal,
  ) => Promise<DeviceView>;
  /** Accepts a changed certificate after the user compared it, or the authorities of this computer for its name. */
  readonly trust: (name: string, choice: TrustChoice, signal: AbortSignal) => Promise<DeviceView>;
  readonly removeDevice: (name: string, options: { readonly deleteBackups: boolean }) => Promise<RemoveResult>;
  /** What changed between two backups, in words. @throws KeepError usage/*, vault/*, archive/*, cancelled */
  readonly compare: (target: CompareTarget, signal: AbortSignal) => Promise<Comparison>;
  /** What stands in a backup, by section. @throws KeepError usage/*, vault/*, archive/*, cancelled */
  readonly contents: (target: ShowTarget, signal: AbortSignal) => Promise<Inventory>;
  /** What changed from backup to backup of a device, newest first. */
  readonly changeLog: (name: string, signal: AbortSignal) => Promise<ChangeLog>;
  /** Takes old exports over as backups. */
  readonly adopt: (
    paths: readonly string[],
    options: { readonly name?: string; readonly signal: AbortSignal },
  ) => Promise<readonly Adopted[]>;
  /** What holds these words, in the newest backup of each device or in all of them. */
  readonly search: (text: string, options: SearchOptions) => Promise<SearchResult>;
  /** The restore guide of a device (its newest verified backup, or the one of that file name) or of a stored file (a path). */
  readonly restoreGuide: (
    target: { readonly name: string; readonly file?: string } | { readonly file: string },
  ) => Promise<{
    readonly device?: string;
    readonly file: string;
    readonly guide: Guide;
    /** The same as plain text. */
    readonly text: string;
  }>;
  /** `target`: a device's name or an address. Two logins at most. */
  readonly doctor: (
    target: string,
    user: string | undefined,
    questions: DoctorQuestions,
    options: DoctorOptions,
  ) => Promise<DoctorReport>;
  /** Writes a report to a file outside of the vault. @throws usage/invalid */
  readonly saveDeviceReport: (report: DeviceReport, target: string) => Promise<void>;
  /** What a schedule means and when it would run next: as typed, or as it stands. Without a name the one for all. @throws usage/invalid */
  readonly previewSchedule: (name?: string, text?: string) => Promise<SchedulePreview>;
  /** What there is to know of a folder before backups go into it, a sentence: a cloud service carries it away. */
  readonly folderWarning: (folder: string) => string | undefined;
  /** Brings the second places of devices up to date. @throws usage/unknown-device before anything starts */
  readonly copies: (selection: Selection, options: WorkOptions) => Promise<readonly CopyResult[]>;
  /** Every alarm outside with its last delivery: those for all, then those of devices. */
  readonly alarms: () => Promise<readonly AlarmView[]>;
  /** Sends a test to every alarm, all at the same time. A dead-man's-switch gets an entry in its log, no success. */
  readonly testAlarms: (signal: AbortSignal) => Promise<readonly AlarmTest[]>;
  /** Before the process ends: gives what was told to alarms a few seconds to arrive. Never fails. */
  readonly settleAlarms: (signal: AbortSignal) => Promise<void>;
  /**
   * Stops scheduled runs of some devices, or of everything. Backups by hand go on working.
   * @param until milliseconds since 1970, or as people type it ("2h", "monday 07:00"); absent until resumed
   */
  readonly pause: (selection: Selection | 'everything', until?: number | string) => Promise<void>;
  /**
   * @param apart devices that are paused with everything else are resumed too; the others stay paused, each by itself
   * @throws usage/invalid, unless `apart`, for devices that are paused with everything else
   */
  readonly resume: (selection: Selection | 'everything', options?: { readonly apart?: boolean }) => Promise<void>;
  /** All settings of a device; without a name those for all. */
  readonly preferences: (name?: string) => Promise<readonly PreferenceView[]>;
  /** @param value as typed; `default` or nothing takes the setting back, `none` is an answer where it may be empty */
  readonly setPreference: (
    name: string | undefined,
    key: PreferenceKey,
    value: string,
    signal: AbortSignal,
  ) => Promise<PreferenceChange>;
  /** Everything but secrets, for another computer. */
  readonly exportSettings: () => Promise<SettingsDocument>;
  /**
   * Adds the devices that are new here; each waits for its password.
   * @throws usage/invalid for what is no such document, with the field that is wrong; http/consent-needed
   */
  readonly importSettings: (document: unknown, options?: ImportOptions) => Promise<ImportResult>;
  /** The name of the place that keeps passwords: "GNOME Keyring". @throws KeepError secret/unavailable */
  readonly secretPlace: () => Promise<string>;
  /**
   * A word that is another one after anybody wrote settings, or another process wrote history: what this keeper wrote into
   * the history itself does not change it.
   */
  readonly homeVersion: () => Promise<string>;
  /** Sentences about things noticed and repaired on the way (settings, history); each is handed out once. */
  readonly takeNotices: () => readonly string[];
  readonly close: () => void;
}

export type { KeepError, SettingsDocument };
