import { z } from 'zod';
import {
  endpointSchema,
  fingerprintSchema,
  identitySchema,
  idSchema,
  triggerSchema,
  verificationSchema,
  type ErrorReport,
  type Warning,
} from '../../shared/index.ts';

/** A hundred years: with a clock that jumps a run may seem as long as that, and its begin must still be a date. */
const LONGEST_RUN_MS = 100 * 366 * 86_400_000;

/** Characters. */
const LONGEST_TEXT = 10_000;

/** Characters of what a device says it is: reduced to less where it came in. */
const LONGEST_FACT = 1_000;

function isShort(value: string | boolean | undefined): boolean {
  return typeof value !== 'string' || value.length <= LONGEST_FACT;
}

/** `NAME.dss.json`, written beside each backup: everything needed to understand it without the application. It lies where others write too: each field has its exact form. */
export const sidecarSchema = z
  .object({
    version: z.literal(1),
    /** Believed only where it is the name of the file that it stands beside. */
    file: z.string().min(1).max(255),
    runId: idSchema,
    deviceId: idSchema,
    deviceName: z.string().max(LONGEST_TEXT),
    endpoint: endpointSchema,
    identity: identitySchema.refine((identity) => Object.values(identity).every(isShort)),
    /** Fingerprint of the certificate the device was trusted by: what tells twins with one serial apart. */
    certificate: fingerprintSchema.optional(),
    trigger: triggerSchema,
    /** ISO 8601, UTC. */
    takenAt: z.iso.datetime(),
    /** Milliseconds the run took. */
    durationMs: z.int().nonnegative().max(LONGEST_RUN_MS),
    bytes: z.int().nonnegative(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** Whether the settings differ from the backup before; null for the first. */
    changed: z.boolean().nullable(),
    verification: verificationSchema,
    /** The latest check: at storing time, then by `verify`. A failed one stops the backup from counting. */
    checkedAt: z.iso.datetime(),
    checkFailure: z
      .object({ code: z.string().max(LONGEST_TEXT), message: z.string().max(LONGEST_TEXT) })
      .readonly()
      .nullable(),
    /** The mark of the home that made it; none where that was before there were marks. */
    owner: idSchema.optional(),
    pinned: z.boolean(),
    note: z.string().max(LONGEST_TEXT),
    /** Version of Routerkeep that wrote it. */
    writtenBy: z.string().max(LONGEST_TEXT),
  })
  .readonly();
export type Sidecar = z.infer<typeof sidecarSchema>;

/** What the keeper tells about a backup to be stored; the vault adds file name, length and checksum. */
export type SidecarFacts = Omit<
  Sidecar,
  'version' | 'file' | 'bytes' | 'sha256' | 'checkFailure' | 'owner' | 'pinned' | 'note'
>;

/** A download on its way into the vault: a hidden 0600 file in the final folder that can never be taken for a backup. */
export interface Stage {
  readonly path: string;
  readonly write: (chunk: Uint8Array) => Promise<void>;
  /** Writes everything through to the disk and closes the file. */
  readonly finish: () => Promise<Staged>;
  /** Removes the file; safe at any time, also twice, also after `finish`. */
  readonly discard: () => Promise<void>;
}

export interface Staged {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** One backup as the folder shows it. Only `verified` counts. */
export type BackupEntry =
  | { readonly state: 'verified'; readonly file: string; readonly path: string; readonly sidecar: Sidecar }
  /** A later check failed, or the size on disk contradicts the sidecar. */
  | {
      readonly state: 'damaged';
      readonly file: string;
      readonly path: string;
      readonly sidecar: Sidecar;
      readonly problem: ErrorReport;
    }
  /** The sidecar is there, the archive is not. */
  | { readonly state: 'missing'; readonly file: string; readonly path: string; readonly sidecar: Sidecar }
  /** A placeholder of a cloud service: the bytes are elsewhere. */
  | { readonly state: 'away'; readonly file: string; readonly path: string; readonly sidecar: Sidecar }
  /** A .dss file without a readable sidecar (missing, cut, from a newer version, not ours). Never deleted by retention. */
  | { readonly state: 'unknown'; readonly file: string; readonly path: string; readonly reason: string };

/** What retention would do. Pure data: shown by --dry-run, carried out by `applyRetention`. */
export interface RetentionPlan {
  readonly keep: readonly {
    readonly file: string;
    readonly reason: 'newest' | 'floor' | 'pinned' | 'weekly' | 'monthly';
  }[];
  readonly remove: readonly string[];
  /** Set when nothing may be removed now, such as a clock that stands far ahead. */
  readonly paused?: Warning;
}
