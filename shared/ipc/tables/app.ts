import { z } from 'zod';
import type { Table } from '../entry.ts';
import { appStateSchema, themeSchema, desktopStateSchema } from '../models/app.ts';
import { deviceIdSchema, nothingSchema } from '../models/names.ts';

/** Addresses that may be opened in the system's browser; the page names one, main knows where it leads. */
const linkSchema = z.enum(['srm-help', 'dsm-help']);

/** The program itself. */
export const app = {
  /** The snapshot a page starts from; events change it from then on. */
  'app/state': { input: nothingSchema, output: appStateSchema },
  /** A text for a problem report: versions, platform, states and the last lines of the log; no name, address or secret. */
  'app/report': {
    input: z.object({ place: z.string().max(100).optional(), problem: z.string().max(20_000).optional() }).readonly(),
    output: z.object({ text: z.string() }).readonly(),
  },
  'app/licences': { input: nothingSchema, output: z.object({ text: z.string() }).readonly() },
  'app/open-logs': { input: nothingSchema, output: nothingSchema },
  'app/open-link': { input: z.object({ link: linkSchema }).readonly(), output: nothingSchema },
  /** Which device the page has selected, so that Ctrl/Cmd+B of the system's menu (macOS) means it; null for none. */
  'app/select': { input: z.object({ deviceId: deviceIdSchema.nullable() }).readonly(), output: nothingSchema },
  /** Breaks off a call under way, by the number its caller gave it. Its own reply is then `cancelled`. */
  'work/cancel': { input: z.object({ work: z.int().nonnegative() }).readonly(), output: nothingSchema },
  'settings/launch-at-login': {
    input: z.object({ enabled: z.boolean() }).readonly(),
    output: desktopStateSchema,
  },
  'settings/theme': { input: z.object({ theme: themeSchema }).readonly(), output: desktopStateSchema },
  'settings/test-notification': {
    input: nothingSchema,
    /** Whether the system showed it; with a sentence to read. */
    output: z.object({ shown: z.boolean(), sentence: z.string() }).readonly(),
  },
  /** The simulated router plays in a home of its own; the real devices are still backed up meanwhile. */
  'demo/enter': { input: nothingSchema, output: nothingSchema },
  /** Not possible when the program was started with --demo: it then ends. */
  'demo/leave': { input: nothingSchema, output: nothingSchema },
} as const satisfies Table;
