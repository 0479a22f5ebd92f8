import { z } from 'zod';
import { UNFAMILIAR_KINDS } from './archive/unfamiliar.ts';
import { DOWNLOAD_FAULTS, FAULT_KINDS } from './fault-kinds.ts';

const times = z.union([z.enum(['once', 'always']), z.number().int().positive()]).default('always');

/** Where a fault strikes: a method (`status`), `API.method`, a page path (`/webman/login.cgi`) or `*`. */
const at = z.string().min(1);

const fault = z.strictObject({
  at,
  kind: z.enum(FAULT_KINDS),
  times,
  /** Of `error`. */
  code: z.number().int().default(100),
  /** Of `late`. */
  ms: z.number().int().nonnegative().default(300),
  /** Calls let through first. */
  skip: z.number().int().nonnegative().default(0),
});

export const behaviourSchema = z.strictObject({
  /** Answer every login with this code (400-411). `null`: by the rules. */
  loginAnswer: z.number().int().nullable(),
  /** Which form of the password is taken; the other is refused like a wrong password. */
  loginForms: z.enum(['either', 'envelope-only', 'clear-only']),
  formRefusedCode: z.union([z.literal(400), z.literal(402)]),
  sessionNames: z.enum(['any', 'webui-only']),
  /** For SYNO.API.Auth beyond its maximum. */
  versionTooHigh: z.union([z.literal(400), z.literal(104), z.literal(102)]),
  /** The method `login` exists from this version on; below it 103. */
  loginFromVersion: z.number().int(),
  /** Sessions opened with a lower version of SYNO.API.Auth may do nothing that takes an administrator: 402. */
  reducedBelowVersion: z.number().int().nullable(),
  /** The account is no administrator, and the login itself says so (R pvulgaris: 402 on SRM; 400 on some). */
  ordinaryUserAtLogin: z.union([z.literal(400), z.literal(402)]).nullable(),
  /** Failures of one source address within `minutes` that block it for `days`. `null`: off. */
  autoBlock: z.strictObject({ attempts: z.number(), minutes: z.number(), days: z.number() }).nullable(),
  twoFactor: z
    .strictObject({
      code: z.string(),
      enforcedSetUp: z.boolean().default(false),
      /** The kinds of proof that the account has; SYNO.API.Auth.Type tells them. Without `otp` a code is no way in. */
      kinds: z.array(z.string()).default(['otp']),
      /** Whether the refusal names them: `errors: {types: [{type}]}`. */
      named: z.boolean().default(false),
    })
    .nullable(),
  /** The account is no administrator; calls that need one answer this code, `list` too. */
  nonAdmin: z.union([z.literal(105), z.literal(117)]).nullable(),
  idleMinutes: z.number().positive(),
  /** What a second login does to the first session of the same account. */
  duplicateLogin: z.enum(['allowed', 'interrupts']),
  expireSessionAt: z
    .strictObject({ at, code: z.union([z.literal(106), z.literal(107), z.literal(119), z.literal(150)]), times })
    .nullable(),
  /** Whether a session that asked for a token must show it on every call. */
  tokenRequired: z.boolean(),
  tokenMissingCode: z.union([z.literal(119), z.literal(105)]),
  /**
   * The login answer carries no `synotoken`, though one was asked for; `disabled`: it carries the text that stands for
   * a token that is switched off.
   */
  noSynoToken: z.union([z.boolean(), z.literal('disabled')]),
  /** Under which type JSON is served. */
  contentType: z.enum(['application/json', 'text/plain', 'text/html']),
  plusIsLiteralInQuery: z.boolean(),
  /** Whether `Login` is taken for `login`. */
  methodCase: z.enum(['either', 'exact']),
  keyForm: z.enum(['as-asked', 'hex', 'der']),
  keyBits: z.number().int().min(1024).max(8192),
  /** Field names of the envelope, as told by getinfo. */
  cipherKey: z.string().min(1),
  cipherToken: z.string().min(1),
  cipherTokenSeconds: z.number().positive(),
  /** How far the device's clock is off, in seconds. */
  clockOffsetSeconds: z.number(),
  /** Changes to SYNO.API.Info: `null` takes an API away (calls answer 102), an entry adds or replaces one. */
  apis: z.record(
    z.string(),
    z.strictObject({ path: z.string(), minVersion: z.number(), maxVersion: z.number() }).nullable(),
  ),
  /** How `status` says that it is done. */
  completion: z.enum(['finish', 'finished', 'state', 'state-done', 'status-success']),
  /** Status answers that still say "running". */
  taskPolls: z.union([z.number().int().nonnegative(), z.literal('never')]),
  /** Milliseconds that a task takes at least, by the device's clock. */
  taskMs: z.number().nonnegative(),
  /** The task fails when it would have finished. */
  taskFailure: z.enum(['error-100', 'error-117', 'state-fail', 'data-error']).nullable(),
  /** `number` sends a JSON number; `odd` carries every character that breaks a careless form. */
  taskIds: z.enum(['plain', 'path', 'odd', 'number']),
  startAnswer: z.enum(['task', 'no-task-id', 'empty-task-id', 'busy']),
  unknownTask: z.union([z.literal(120), z.literal(114)]),
  /** `start` while a task runs. */
  secondStart: z.enum(['new', 'same', 'busy']),
  /** Whether a task can be downloaded more than once. */
  downloadAgain: z.enum(['allowed', 'gone']),
  /** Whether version 2 of Config.Backup has the methods of version 1; else 103. */
  backupV2: z.boolean(),
  download: z.strictObject({ fault: z.enum(DOWNLOAD_FAULTS), times }).nullable(),
  /** What is in its archives although it is usual nowhere; they stay sound. */
  unfamiliar: z.array(z.enum(UNFAMILIAR_KINDS)),
  /** Answer everything with a redirect to this origin (`https://router.lan:8001`). */
  redirect: z.strictObject({ to: z.string(), status: z.union([z.literal(301), z.literal(302)]) }).nullable(),
  /** Where a reverse proxy shows the device: `/nas`. Anything outside answers 404 like the proxy. */
  pathPrefix: z.string().regex(/^(\/[^/]+)*$/),
  /** What the calls about the device say instead of its own facts; `null`: the field is left out. */
  listFactsAs: z.strictObject({
    serial: z.string().nullable().optional(),
    model: z.string().nullable().optional(),
    firmware: z.string().nullable().optional(),
  }),
  /** What `status` answers instead of `completion`'s words, while the task runs and when it is done. */
  statusData: z.strictObject({ running: z.unknown(), finished: z.unknown() }).nullable(),
  /** How bodies are compressed, whatever the client asked for. */
  encoding: z.enum(['identity', 'gzip', 'deflate', 'raw-deflate', 'br']),
  /** How bodies that say nothing else travel. */
  bodies: z.enum(['whole', 'chunked', 'until-close']),
  httpVersion: z.enum(['1.1', '1.0']),
  /** `false`: each answer ends its connection, and says so. */
  keepAlive: z.boolean(),
  headerCase: z.enum(['usual', 'lower', 'upper']),
  /** Title of the start page; `null`: host name and kind, as devices have it. */
  pageTitle: z.string().nullable(),
  faults: z.array(fault),
  /** What happens to a new connection before a byte of HTTP; `not-tls` answers the client hello with a page. */
  handshake: z.enum(['normal', 'silent', 'reset', 'not-tls']),
});

export type Behaviour = z.output<typeof behaviourSchema>;
/** What `behave` and the options take: any part, times and codes may be left out. */
export type BehaviourChange = Partial<z.input<typeof behaviourSchema>>;
export type Fault = Behaviour['faults'][number];

/** Parses a change, keeping only the keys that it names. @throws ZodError for an unknown key or value */
export function parseChange(change: BehaviourChange): Partial<Behaviour> {
  const parsed = behaviourSchema.partial().parse(change);
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined));
}
