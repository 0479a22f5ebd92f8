import { say } from '../../shared/index.ts';
import { parseBoundedJson } from '../platform/bounded-json.ts';
import { archiveNameOf, sidecarNameOf } from './backup-name.ts';
import type { VaultContext } from './context.ts';
import { readBounded } from './read-bounded.ts';
import { systemCode } from '../platform/system-error.ts';
import { sidecarSchema, type Sidecar } from './types.ts';
import { inside } from '../platform/path-segment.ts';

/** Bytes. A sidecar has about two thousand; more is not ours and is not read. */
const LARGEST = 1024 * 1024;

export type SidecarRead =
  | { readonly state: 'read'; readonly sidecar: Sidecar }
  | { readonly state: 'absent' }
  /** `reason` is a fragment of a sentence. */
  | { readonly state: 'untrusted'; readonly reason: string };

/** Reads the sidecar of an archive. Whatever is wrong with it is an answer, not an error. */
export async function readSidecar(folder: string, file: string, context: VaultContext): Promise<SidecarRead> {
  let text: string;
  try {
    text = await readSidecarText(inside(folder, sidecarNameOf(file)), context);
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return { state: 'absent' };
    return { state: 'untrusted', reason: say('vault.sidecar.unreadable') };
  }
  return parseSidecar(text, file);
}

/** Throws the system's error, also for what is no small file. */
export async function readSidecarText(file: string, context: VaultContext): Promise<string> {
  return new TextDecoder().decode(await readBounded(file, LARGEST, context));
}

/** A sidecar is believed only when it speaks of the file it stands beside: copied or renamed, it proves nothing. */
export function parseSidecar(text: string, file: string): Exclude<SidecarRead, { state: 'absent' }> {
  let json: unknown;
  try {
    json = parseBoundedJson(text);
  } catch {
    return { state: 'untrusted', reason: say('vault.sidecar.cut') };
  }
  const version: unknown = typeof json === 'object' && json !== null && 'version' in json ? json.version : undefined;
  if (typeof version === 'number' && version > 1) return { state: 'untrusted', reason: say('vault.sidecar.newer') };
  const parsed = sidecarSchema.safeParse(json);
  if (!parsed.success) return { state: 'untrusted', reason: say('vault.sidecar.foreign') };
  if (parsed.data.file !== file) return { state: 'untrusted', reason: say('vault.sidecar.other-file') };
  return { state: 'read', sidecar: parsed.data };
}

/** The archives that have a sidecar among these names. */
export function archivesWithSidecar(names: readonly string[]): readonly string[] {
  return names.map(archiveNameOf).filter((file) => file !== undefined);
}
