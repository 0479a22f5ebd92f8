import { createHash } from 'node:crypto';
import { z } from 'zod';
import { say } from '../../shared/index.ts';
import { parseBoundedJson } from '../platform/bounded-json.ts';
import { NO_FILE, readBounded, TOO_LARGE } from '../platform/read-bounded.ts';
import { errnoOf } from './home-fault.ts';
import { settingsSchema, type Settings } from './types.ts';

/** What one generation of the settings turned out to be. */
export type Generation =
  | { readonly state: 'good'; readonly settings: Settings; readonly text: string }
  | { readonly state: 'absent' }
  | { readonly state: 'broken'; readonly reason: string }
  | { readonly state: 'newer' };

/** Thousands of devices fit; a file beyond this was not written by us. */
const LARGEST_BYTES = 32 * 1024 * 1024;

/**
 * `sha256` is over the compact JSON of `settings`: white space may be lost, nothing else.
 * Whoever adds a field that an older Routerkeep must not drop raises `settings.version`.
 */
const envelopeSchema = z.object({ sha256: z.string(), settings: z.looseObject({ version: z.int() }) });

/** Every future form must keep `settings.version` in its place: it is read before anything else. */
const versionSchema = z.object({ settings: z.object({ version: z.int().min(2) }) });

export function encodeSettings(settings: Settings): string {
  return `${JSON.stringify({ sha256: checksum(settings), settings }, undefined, 2)}\n`;
}

export type Good = Extract<Generation, { state: 'good' }>;

/**
 * Reads and judges one generation. Throws only what the system says, such as EACCES: that is no damage.
 * @param known what was read before: the same text need not be judged again, which for a fleet takes many milliseconds
 */
export async function readGeneration(file: string, known?: Good): Promise<Generation> {
  let text: string;
  try {
    text = (await readBounded(file, LARGEST_BYTES)).toString('utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { state: 'absent' };
    if (errnoOf(error) === TOO_LARGE) return broken(say('records.broken.tooLarge'));
    if (errnoOf(error) === 'EISDIR' || errnoOf(error) === NO_FILE) return broken(say('records.broken.notAFile'));
    throw error;
  }
  return text === known?.text ? known : decodeSettings(text);
}

export function decodeSettings(text: string): Generation {
  if (text.trim() === '') return broken(say('records.broken.empty'));
  let json: unknown;
  try {
    json = parseBoundedJson(text);
  } catch {
    return broken(say('records.broken.notJson'));
  }
  // Before the checksum: a newer Routerkeep may compute it in another way.
  if (versionSchema.safeParse(json).success) return { state: 'newer' };
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success) return broken(say('records.broken.foreign'));
  if (!isWhole(envelope.data)) return broken(say('records.broken.checksum'));
  const settings = settingsSchema.safeParse(envelope.data.settings);
  if (!settings.success) {
    const field = settings.error.issues[0]?.path.map(String).join('.') ?? '';
    return broken(say('records.broken.shape', { field }));
  }
  return { state: 'good', settings: settings.data, text };
}

function broken(reason: string): Generation {
  return { state: 'broken', reason };
}

/** What is nested too deep to be written was never written by us. */
function isWhole({ sha256, settings }: z.infer<typeof envelopeSchema>): boolean {
  try {
    return sha256 === checksum(settings);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function checksum(settings: unknown): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex');
}
