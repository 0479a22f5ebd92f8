import { z } from 'zod';
import { warnings as sentences } from './words/en/warnings.ts';
import type { Placeholders } from './words/placeholders.ts';
import { format, say } from './words/say.ts';

/**
 * Warnings are stored as facts, a code and its values, in sidecars and in the history, so that rules can read them; the
 * sentence is made when a person reads it.
 */
export type WarningCode = keyof typeof sentences;

const text = z.string().max(4_000);
const count = z.int().nonnegative();
const moment = z.iso.datetime();

/** The values of each code: at least those that its sentence needs. */
const VALUES = {
  'collapse/size': { bytes: count, previous: count },
  'collapse/rows': { rows: count, previous: count },
  'unfamiliar/link': { count, path: text },
  'unfamiliar/entry-kind': { count, path: text, kind: text },
  'unfamiliar/name': { count, path: text },
  'unfamiliar/repeated': { count, path: text },
  'unfamiliar/trailing-data': { bytes: count },
  'unfamiliar/no-checksum': {},
  'unfamiliar/compression': {},
  'unfamiliar/no-config-info': {},
  'unfamiliar/config-info': {},
  'unfamiliar/missing-keys': { names: text },
  'unfamiliar/new-keys': { names: text },
  'unfamiliar/system': { name: text },
  'unfamiliar/no-database': {},
  'unfamiliar/computed': { path: text, name: text },
  'unfamiliar/database-extension': { path: text, name: text },
  'certificate/renewed': { before: text, now: text },
  /** `error`: the code of what went wrong. */
  'after/failed': { error: text, problem: text },
  'retention/clock-behind': { file: text, date: text, today: text },
  'retention/clock-ahead': { file: text, date: text, today: text },
  'retention/left': { file: text, reason: z.enum(['floor', 'unverified', 'pinned', 'changed']) },
  /** `since`: when the oldest that is missing was taken, empty where none is. `error`: a code. `problem`: its sentence, where it says more. */
  'copy/behind': {
    place: text,
    state: z.enum(['away', 'behind', 'current']),
    behind: count,
    since: z.union([moment, z.literal('')]),
    error: text,
    problem: text,
  },
  /** A sentence that an earlier version stored. */
  'version/earlier': { text },
  /** A code that a later version stored, with its values as JSON. */
  'version/later': { name: text, values: text },
} as const satisfies {
  readonly [Code in WarningCode]: Values<NamesIn<Code>>;
};

/** What a sentence needs, and whatever a rule may want to read beside it. */
type Values<Names extends string> = Readonly<Record<Names | string, z.ZodType<string | number>>>;
type NamesIn<Code extends WarningCode> = Placeholders<(typeof sentences)[Code]>;
type Shape<Code extends WarningCode> = (typeof VALUES)[Code];

export type Warning = {
  [Code in WarningCode]: { readonly code: Code } & {
    readonly [Name in keyof Shape<Code>]: Shape<Code>[Name] extends z.ZodType<infer Value> ? Value : never;
  };
}[WarningCode];

const known = new Map<string, z.ZodType>(
  Object.entries(VALUES).map(([code, values]) => [code, z.object({ code: z.literal(code), ...values }).readonly()]),
);

/**
 * A warning as it is stored, also by other versions: a sentence of an earlier one and an unknown code of a later one
 * become facts of their own, so that nothing is lost.
 */
export const warningSchema: z.ZodType<Warning> = z.unknown().transform((stored, context): Warning => {
  if (typeof stored === 'string') return { code: 'version/earlier', text: stored.slice(0, 4_000) };
  const parsed = parseKnown(stored) ?? parseLater(stored);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: 'no warning' });
  return z.NEVER;
});

/** `schema` of a code answers exactly what `Warning` says of it: both follow from VALUES. */
function parseKnown(stored: unknown): Warning | undefined {
  const schema = known.get(codeOf(stored) ?? '');
  const found = schema?.safeParse(stored);
  if (found?.success !== true) return undefined;
  const warning = found.data as Warning;
  // Noted by a later version, carried along by an earlier one, and known here.
  return warning.code === 'version/later' ? (parseKnown(unwrapped(warning)) ?? warning) : warning;
}

function parseLater(stored: unknown): Warning | undefined {
  const name = codeOf(stored);
  if (name === undefined || typeof stored !== 'object') return undefined;
  const json = JSON.stringify({ ...stored, code: undefined });
  return json.length > 4_000 ? undefined : { code: 'version/later', name: name.slice(0, 200), values: json };
}

function unwrapped({ name, values }: Extract<Warning, { code: 'version/later' }>): unknown {
  try {
    const read: unknown = JSON.parse(values);
    return name === 'version/later' || typeof read !== 'object' ? undefined : { ...read, code: name };
  } catch {
    return undefined;
  }
}

function codeOf(stored: unknown): string | undefined {
  const code: unknown = typeof stored === 'object' && stored !== null && 'code' in stored ? stored.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** The whole sentence, as a person reads it. */
export function warningSentence(warning: Warning): string {
  const values = 'since' in warning ? { ...warning, since: sinceWords(warning.since) } : warning;
  return format(sentences[warning.code], values).trim();
}

function sinceWords(since: string): string {
  return since === '' ? '' : say('copies.since', { date: new Date(since) });
}

/** Whether it tells that size or settings shrank beside the last backup of normal size. */
export function isCollapse(warning: Warning): warning is Extract<Warning, { code: `collapse/${string}` }> {
  return warning.code.startsWith('collapse/');
}

/** Whether it tells of something that is sound, but of no kind that is known. */
export function isUnfamiliar({ code }: Warning): boolean {
  return code.startsWith('unfamiliar/');
}
