/** A cell as SQLite stores it. */
export type Cell = string | number | bigint | null | Uint8Array;

export interface ContentsTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** What an archive holds, unpacked and read: the input of this room. Nothing in it is trusted. */
export interface ArchiveContents {
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly databases: readonly { readonly path: string; readonly tables: readonly ContentsTable[] }[];
}

/** In the order in which people read them. */
export const SECTIONS = [
  'system',
  'users',
  'groups',
  'shares',
  'network',
  'wifi',
  'dhcp',
  'dns',
  'firewall',
  'port-forwarding',
  'vpn',
  'services',
  'security',
  'notification',
  'accounts',
  'tasks',
  'update',
  'other',
] as const;
export type Section = (typeof SECTIONS)[number];

/** What a record is about; its word stands in the words table. */
export const RECORD_KINDS = [
  'user',
  'group',
  'membership',
  'share',
  'permission',
  'nfs-rule',
  'application',
  'quota',
  'bandwidth',
  'delegation',
  'task',
  'volume',
  'id-mapping',
  'protection',
  'setting',
  'network',
  'reservation',
  'rule',
  'forward',
  'route',
  'entry',
  'file',
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/**
 * One value. A secret is never more than a digest under a key of one comparison, so that "changed" can be seen and nothing
 * can be tested against it; what is no text has its length and digest.
 */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'secret'; readonly digest: string; readonly empty: boolean }
  | { readonly kind: 'binary'; readonly digest: string; readonly bytes: number };

export interface Field {
  /** Steps into the value, outermost first; one for a plain column, none for the value of a setting itself. */
  readonly path: readonly string[];
  readonly value: Value;
}

/** Something people know: a user, a reservation, a setting. */
export interface ConfigurationRecord {
  readonly section: Section;
  readonly kind: RecordKind;
  /** What it is known by within its source; absent where no catalogue row says so. */
  readonly key?: string;
  /** What people call it; a raw key where the catalogue knows no better. */
  readonly name: string;
  /** By what a renamed one is recognised. */
  readonly formerly?: string;
  readonly fields: readonly Field[];
}

/** A table, a list inside a setting, or a file. */
export interface Source {
  /** Exact address: member path, then table, then steps. */
  readonly address: string;
  /** Whether the order of its records means something. */
  readonly ordered: boolean;
  readonly records: readonly ConfigurationRecord[];
}

/** Everything an archive says, unfolded. */
export interface Configuration {
  readonly sources: ReadonlyMap<string, Source>;
}

export interface FieldChange {
  readonly path: readonly string[];
  readonly before?: Value;
  readonly after?: Value;
}

interface ChangedRecord {
  readonly section: Section;
  readonly kind: RecordKind;
  readonly address: string;
  readonly name: string;
}

export type Change =
  | (ChangedRecord & { readonly change: 'added' | 'removed'; readonly fields: readonly Field[] })
  | (ChangedRecord & { readonly change: 'changed'; readonly fields: readonly FieldChange[] })
  | (ChangedRecord & {
      readonly change: 'renamed';
      readonly formerName: string;
      readonly fields: readonly FieldChange[];
    })
  /** Positions count from 1. */
  | (ChangedRecord & { readonly change: 'moved'; readonly from: number; readonly to: number });
