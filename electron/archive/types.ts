import type { Product, Verification } from '../../shared/index.ts';

export interface VerifyOptions {
  /** What config_info must agree with; absent fields are not compared. */
  readonly expected?: { readonly product?: Product; readonly unique?: string };
  /** The last good backup of the same device: a collapse in size or rows becomes a warning. */
  readonly previous?: Pick<Verification, 'bytes' | 'rows'>;
  readonly limits?: Partial<ArchiveLimits>;
  readonly signal?: AbortSignal;
}

/** What opens archives. */
export interface Verifier {
  /** See `verifyArchive`. */
  readonly verify: (path: string, options?: VerifyOptions) => Promise<Verification>;
  /** An archive is to come: what takes its time to start may begin. */
  readonly prepare: () => void;
  /** Ends whatever is under way. */
  readonly close: () => void;
}

/** Ceilings for untrusted input, in bytes and counts. */
export interface ArchiveLimits {
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly members: number;
  /** All databases of one archive together; also the ceiling for the texts and blobs read out of one of them. */
  readonly databaseBytes: number;
  /** Of one database. */
  readonly rows: number;
}
