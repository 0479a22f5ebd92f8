import { z } from 'zod';
import type { triggerSchema, Warning } from '../../shared/index.ts';
import {
  endpointSchema,
  ERROR_CODES,
  identitySchema,
  idSchema,
  plainNameSchema,
  alarmKindSchema,
  pauseSchema,
  quietHoursSchema,
  retentionPolicySchema,
  scheduleSchema,
  signInFormSchema,
  trustSchema,
} from '../../shared/index.ts';

export const errorReportSchema = z
  .object({
    code: z.enum(ERROR_CODES as [(typeof ERROR_CODES)[number], ...(typeof ERROR_CODES)[number][]]),
    message: z.string(),
    hint: z.string(),
    retry: z.enum(['now', 'later', 'never']),
  })
  .readonly();

/** A vault or second place: a folder, and the id in its marker file. */
const placeSchema = z.object({ root: z.string().min(1), id: z.string().regex(/^[A-Za-z0-9-]{8,100}$/) });

/** A second place is never created. `keep`: its own retention. */
export const secondPlaceSchema = placeSchema.extend({ keep: retentionPolicySchema.optional() }).readonly();
export type SecondPlace = z.infer<typeof secondPlaceSchema>;

/** An alarm outside. Its address is a secret and lies in the secret store under `alarm/<id>`; only its host may be shown. */
const alarmRecordSchema = z.object({ id: idSchema, kind: alarmKindSchema, host: z.string().min(1) }).readonly();
export type AlarmRecord = z.infer<typeof alarmRecordSchema>;

/** What a device may have of its own, and the settings for all. An absent list falls back; an empty one is an answer. */
const plan = {
  /** Absent: every day at 03:00. */
  schedule: scheduleSchema.optional(),
  /** Slots of this schedule count from then on. */
  scheduleSince: z.iso.datetime().optional(),
  /** Oldest first, the last five. */
  pauses: z.array(pauseSchema).readonly().optional(),
  copyTo: z.array(secondPlaceSchema).readonly().optional(),
  /** At most one of a kind; `ping` belongs to devices alone. */
  alarms: z.array(alarmRecordSchema).readonly().optional(),
};

/** One device in settings.json. It holds no secret. */
const deviceRecordSchema = z
  .object({
    /** UUID; also the account name in the keychain. */
    id: idSchema,
    name: z.string().min(1),
    group: z.string().optional(),
    endpoint: endpointSchema,
    user: z.string().min(1),
    trust: trustSchema,
    identity: identitySchema,
    signInForm: signInFormSchema,
    /** Whether a trusted-device token lies in the secret store beside the password. */
    hasDeviceToken: z.boolean(),
    /** Folder name inside the vault; keeps the first name of the device. */
    folder: plainNameSchema,
    /** Own vault; absent: the common one. */
    vault: z.string().optional(),
    keep: retentionPolicySchema.optional(),
    addedAt: z.iso.datetime(),
    /** Why nothing is done for this device until the user acts; survives restarts. */
    stop: z.object({ at: z.iso.datetime(), error: errorReportSchema }).readonly().optional(),
    /** When the user last removed such an obstacle: what failed before no longer counts. */
    clearedAt: z.iso.datetime().optional(),
    /** Added with --no-backup: the first backup is the next slot's. */
    noFirstBackup: z.literal(true).optional(),
    /** What it said of a task in words that nobody knows: names and words, no values. Until a backup comes without. */
    unknownTaskWords: z.string().optional(),
    /** Kinds of alarm that this device does without, although there is one for all. */
    withoutAlarms: z.array(alarmKindSchema).readonly().optional(),
    /** Folders, absolute, from which a move to the present vault has not taken everything yet. */
    movingFrom: z.array(z.string().min(1)).readonly().optional(),
    ...plan,
  })
  .readonly();
export type DeviceRecord = z.infer<typeof deviceRecordSchema>;

export const settingsSchema = z
  .object({
    version: z.literal(1),
    /** Common vault folder, absolute; absent until the first device is added. */
    vault: z.string().optional(),
    /** Folders that were used as vaults, each with the id in its marker, by which it is told from an empty mount point. */
    vaults: z.array(placeSchema.readonly()).readonly().optional(),
    /** The mark of this home in sidecars and on unfinished files, where several share a vault. */
    owner: idSchema.optional(),
    keep: retentionPolicySchema,
    ...plan,
    /** From when until when nothing pops up. */
    quietHours: quietHoursSchema.optional(),
    /** Every verified backup is told too. */
    tellSuccess: z.literal(true).optional(),
    devices: z.array(deviceRecordSchema).readonly(),
  })
  .readonly();
export type Settings = z.infer<typeof settingsSchema>;

export const outcomeSchema = z.enum(['running', 'verified', 'failed', 'cancelled', 'interrupted']);
export type Outcome = z.infer<typeof outcomeSchema>;

/** One run, as a row of history.db. Times are ISO 8601, UTC. */
export interface Run {
  readonly id: string;
  readonly deviceId: string;
  readonly deviceName: string;
  readonly trigger: z.infer<typeof triggerSchema>;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly outcome: Outcome;
  /** Of a verified run. */
  readonly file?: string;
  readonly bytes?: number;
  readonly sha256?: string;
  readonly contentHash?: string;
  readonly changed?: boolean | null;
  readonly firmware?: string;
  /** What is odd about its backup, and what went wrong after it. */
  readonly warnings?: readonly Warning[];
  readonly durationMs?: number;
  /** Of a failed run. */
  readonly error?: z.infer<typeof errorReportSchema>;
  /** Its backup was verified then, but is damaged or gone by now: it protects nothing. */
  readonly discounted?: true;
}

/** What is known when a run begins. */
export type RunStart = Pick<Run, 'id' | 'deviceId' | 'deviceName' | 'trigger' | 'startedAt'>;

/** What is known when it has ended. */
export type RunResult = Omit<Run, keyof RunStart | 'outcome'> & {
  readonly outcome: Exclude<Outcome, 'running'>;
  readonly endedAt: string;
};
