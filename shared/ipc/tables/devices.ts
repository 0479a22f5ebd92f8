import { z } from 'zod';
import { fingerprintSchema, trustSchema } from '../../models.ts';
import type { Table } from '../entry.ts';
import { deviceIdSchema, nothingSchema, targetsSchema } from '../models/names.ts';
import { deviceViewSchema } from '../models/overview.ts';
import { certificateSchema } from '../models/probe.ts';
import { doctorReportSchema } from '../models/work.ts';

const one = z.object({ deviceId: deviceIdSchema }).readonly();
const secret = z.string().min(1).max(1000);

/** What is done with devices. Every change shows in the event `overview`. */
export const devices = {
  /**
   * Begins; `run`, `run-ended` and, for several, `batch` tell the rest. `started` leaves out devices for which a backup was
   * asked already; one that the schedule works on waits and gets its backup then.
   */
  'devices/back-up': {
    input: z.object({ targets: targetsSchema }).readonly(),
    output: z.object({ started: z.array(deviceIdSchema).readonly() }).readonly(),
  },
  /** Breaks off a run of this program, whoever began it. */
  'devices/cancel': { input: one, output: z.object({ cancelled: z.boolean() }).readonly() },
  /** The outcome of the last batch was read. */
  'devices/dismiss-batch': { input: nothingSchema, output: nothingSchema },
  'devices/pause': {
    input: z.object({ targets: targetsSchema, until: z.enum(['hour', 'tomorrow', 'open']) }).readonly(),
    output: nothingSchema,
  },
  'devices/resume': { input: z.object({ targets: targetsSchema }).readonly(), output: nothingSchema },
  'devices/rename': {
    input: z.object({ deviceId: deviceIdSchema, name: z.string().min(1).max(200) }).readonly(),
    output: nothingSchema,
  },
  /** An empty group takes the device out of its group. */
  'devices/group': {
    input: z.object({ deviceIds: z.array(deviceIdSchema).min(1).readonly(), group: z.string().max(200) }).readonly(),
    output: nothingSchema,
  },
  /** Asked by the system, in a box of its own, also whether its backups go too: `removed` false means no. */
  'devices/remove': {
    input: one,
    output: z.object({ removed: z.boolean(), sentence: z.string() }).readonly(),
  },
  /** One sign-in proves the password before it is stored. `auth/code-needed`: call again with the code. */
  'devices/change-password': {
    input: z.object({ deviceId: deviceIdSchema, password: secret, code: z.string().max(32).optional() }).readonly(),
    output: deviceViewSchema,
  },
  /** The new address must show the remembered identity. */
  'devices/change-address': {
    input: z.object({ deviceId: deviceIdSchema, address: z.string().min(1).max(500) }).readonly(),
    output: z.object({ notes: z.array(z.string()).readonly() }).readonly(),
  },
  /** The certificate it was trusted by, and the one it shows now, to be compared side by side. */
  'devices/look-trust': {
    input: one,
    output: z
      .object({
        stored: trustSchema,
        shown: certificateSchema.optional(),
        same: z.boolean(),
        /** An authority vouches for the one shown, so that it can be trusted instead of this one certificate. */
        byAuthority: z.boolean(),
        /** Where the device shows its certificate: a menu path. */
        certificatePlace: z.string(),
      })
      .readonly(),
  },
  /**
   * Accepts the certificate that was looked at, if it is the one shown now, or with `authority` whatever one vouches for under the
   * device's name; the system asks once more.
   */
  'devices/accept-trust': {
    input: z
      .object({ deviceId: deviceIdSchema, fingerprint: fingerprintSchema, authority: z.boolean().optional() })
      .readonly(),
    output: z.object({ accepted: z.boolean() }).readonly(),
  },
  /** The sign-in diagnosis; its steps come as `doctor-step`. `text` is redacted, to be copied. */
  'devices/diagnose': { input: one, output: z.object({ report: doctorReportSchema, text: z.string() }).readonly() },
  /**
   * The same with one export, for a report to be given to others; `text` is all that it holds. It is kept here until it is
   * saved, so that what is saved is what was shown.
   */
  'devices/report': { input: one, output: z.object({ report: doctorReportSchema, text: z.string() }).readonly() },
  /** Asked where by the system; `saved` false means that nothing was chosen. */
  'devices/save-report': { input: one, output: z.object({ saved: z.boolean() }).readonly() },
  'devices/open-folder': { input: one, output: nothingSchema },
  /** Opens the device's own page in the browser: always its stored address. */
  'devices/open-page': { input: one, output: nothingSchema },
} as const satisfies Table;
