import { z } from 'zod';
import { fingerprintSchema } from '../../models.ts';
import type { Table } from '../entry.ts';
import { addStateSchema } from '../models/add.ts';
import { nothingSchema } from '../models/names.ts';

/**
 * The stepper. Main holds it; each call answers with how it stands at once, and the event `adding` tells every change from
 * then on (null: there is none). Nothing is stored before the sign-in has proven that backups can be made.
 */
export const add = {
  /** A new one, or the one under way. */
  'add/begin': { input: nothingSchema, output: addStateSchema },
  /** Looks what answers at an address as people paste it; then the step `trust`, or `sign-in` where the system vouches. */
  'add/look': {
    input: z.object({ address: z.string().max(500), allowHttp: z.boolean() }).readonly(),
    output: addStateSchema,
  },
  /**
   * Trusts what was shown. The fingerprint must be that of the certificate looked at; with `authority` whatever one vouches
   * for under this name, else this certificate alone.
   */
  'add/trust': {
    input: z.object({ fingerprint: fingerprintSchema, authority: z.boolean().optional() }).readonly(),
    output: addStateSchema,
  },
  /**
   * Signs in, checks, stores and makes the first backup. An absent password means the one given before, which main still
   * holds while the stepper is open.
   */
  'add/sign-in': {
    input: z
      .object({
        user: z.string().max(200),
        password: z.string().max(1000).optional(),
        code: z.string().max(32).optional(),
        name: z.string().max(200).optional(),
        group: z.string().max(200).optional(),
      })
      .readonly(),
    output: addStateSchema,
  },
  /** Answers the question for a one-time code (`code` is `asked` or `wrong`). */
  'add/code': { input: z.object({ code: z.string().min(1).max(32) }).readonly(), output: addStateSchema },
  /** Breaks off what is under way; during the first backup the device is taken back. The form stays filled in. */
  'add/cancel': { input: nothingSchema, output: addStateSchema },
  'add/back': {
    input: z.object({ step: z.enum(['address', 'trust', 'sign-in']) }).readonly(),
    output: addStateSchema,
  },
  /** Puts away the stepper after `done`. */
  'add/finish': { input: nothingSchema, output: nothingSchema },
  /** Breaks off and forgets everything typed. */
  'add/abandon': { input: nothingSchema, output: nothingSchema },
  /** Opens the page of the device that was looked at in the browser. */
  'add/open-page': { input: nothingSchema, output: nothingSchema },
} as const satisfies Table;
