import type { DescribedChange, Section } from '../../contents/index.ts';
import type { ErrorReport } from '../../../shared/index.ts';

/** Backups by their device and file name or day, or files of any origin. */
export type CompareTarget =
  | { readonly name: string; readonly older?: string; readonly newer?: string }
  | { readonly files: readonly [older: string, newer: string] };

export type ShowTarget = { readonly name: string; readonly backup?: string } | { readonly file: string };

/** A stored archive whose contents were read. */
export interface ReadBackup {
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  /** ISO 8601; absent for a file that Routerkeep did not take. */
  readonly takenAt?: string;
}

export interface Comparison {
  readonly device?: string;
  readonly older: ReadBackup;
  readonly newer: ReadBackup;
  /** "2 changes: Users, Security". */
  readonly summary: string;
  readonly sections: readonly {
    readonly section: Section;
    readonly title: string;
    readonly changes: readonly DescribedChange[];
  }[];
}

export interface Inventory {
  readonly device?: string;
  readonly backup: ReadBackup;
  readonly sections: readonly {
    readonly section: Section;
    readonly title: string;
    readonly records: readonly { readonly title: string; readonly details: readonly string[] }[];
  }[];
}

/** What changed from backup to backup of a device. */
export interface ChangeLog {
  readonly device: string;
  /** How many backups were read. */
  readonly backups: number;
  readonly first: ReadBackup;
  readonly newest: ReadBackup;
  /** The backups that differ from the one before them, newest first. */
  readonly points: readonly Comparison[];
  /** Backups that could not be read; what is around them is compared. */
  readonly unread: readonly { readonly file: string; readonly error: ErrorReport }[];
}

/** Something that holds the words that were looked for. */
export interface Hit {
  readonly device: string;
  readonly section: Section;
  /** Of the section. */
  readonly title: string;
  readonly record: string;
  readonly details: readonly string[];
  /** The oldest and the newest of the backups looked at in which it stands just so. */
  readonly since: ReadBackup;
  readonly until: ReadBackup;
  /** Whether it stands in the newest backup of the device. */
  readonly now: boolean;
}

export interface SearchResult {
  readonly hits: readonly Hit[];
  readonly devices: number;
  readonly backups: number;
  /** Devices whose backups could not be read, or not all of them. */
  readonly problems: readonly { readonly device: string; readonly error: ErrorReport }[];
}
