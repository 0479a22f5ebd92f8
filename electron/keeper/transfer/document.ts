import { z } from 'zod';
import {
  alarmKindSchema,
  endpointSchema,
  identitySchema,
  keepError,
  pauseSchema,
  quietHoursSchema,
  retentionPolicySchema,
  say,
  scheduleSchema,
  signInFormSchema,
  trustSchema,
  type KeepError,
} from '../../../shared/index.ts';
import { secondPlaceSchema } from '../../records/index.ts';
import { brokenField, checkDocument } from './check-document.ts';

/** What tells our file from any other. */
export const FORMAT = 'routerkeep-settings';

const text = z.string().min(1).max(4096);

/** Of an alarm only what may be shown: its address is a secret and stays behind. */
const alarmSchema = z.object({ kind: alarmKindSchema, host: text }).readonly();

const plan = {
  schedule: scheduleSchema.optional(),
  copyTo: z.array(secondPlaceSchema).readonly().optional(),
  alarms: z.array(alarmSchema).readonly().optional(),
  /** Those that have not ended. */
  pauses: z.array(pauseSchema).readonly().optional(),
};

const exportedDeviceSchema = z
  .object({
    name: text,
    group: text.optional(),
    endpoint: endpointSchema,
    user: text,
    trust: trustSchema,
    identity: identitySchema,
    signInForm: signInFormSchema,
    /** Folder name inside the vault. */
    folder: text,
    vault: text.optional(),
    keep: retentionPolicySchema.optional(),
    withoutAlarms: z.array(alarmKindSchema).readonly().optional(),
    ...plan,
  })
  .readonly()
  // Whoever edits the file must not make a password go out over plain HTTP that was trusted by its certificate.
  .refine(({ endpoint, trust }) => (endpoint.scheme === 'http') === (trust.kind === 'cleartext'), { path: ['trust'] });
export type ExportedDevice = z.infer<typeof exportedDeviceSchema>;

/** Everything but secrets, as one JSON document that another computer can take up. */
export const settingsDocumentSchema = z
  .object({
    format: z.literal(FORMAT),
    version: z.literal(1),
    exportedAt: z.iso.datetime(),
    /** Version of Routerkeep. */
    writtenBy: z.string(),
    all: z
      .object({
        vault: text.optional(),
        keep: retentionPolicySchema,
        quietHours: quietHoursSchema.optional(),
        tellSuccess: z.literal(true).optional(),
        ...plan,
      })
      .readonly(),
    /** By which the vaults of the other computer are known where they are on this one too. */
    vaults: z.array(secondPlaceSchema).readonly().optional(),
    devices: z.array(exportedDeviceSchema).readonly(),
  })
  .readonly();
export type SettingsDocument = z.infer<typeof settingsDocumentSchema>;

/** Read before anything else, so that a file of the future is told as such. */
const headSchema = z.object({ format: z.literal(FORMAT), version: z.int().positive() });

/**
 * @param now milliseconds since 1970
 * @throws KeepError usage/invalid
 */
export function readDocument(document: unknown, now: number): SettingsDocument {
  const head = headSchema.safeParse(document);
  if (!head.success) throw refuse(say('preferences.import.foreign'), say('preferences.import.foreign.remedy'));
  if (head.data.version > 1) throw refuse(say('preferences.import.newer'), say('preferences.import.newer.remedy'));
  const parsed = settingsDocumentSchema.safeParse(document);
  if (parsed.success) return checkDocument(parsed.data, now);
  const field = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  throw brokenField(field === '' ? FORMAT : field);
}

function refuse(problem: string, remedy: string): KeepError {
  return keepError('usage/invalid', { problem, remedy });
}
