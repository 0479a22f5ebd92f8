import { createHash } from 'node:crypto';
import path from 'node:path';
import { say } from '../../shared/index.ts';
import { archiveNameOf, sidecarNameOf } from './backup-name.ts';
import type { VaultContext } from './context.ts';
import { readBack } from './hash-file.ts';
import { writeHidden } from './hidden-file.ts';
import { placeNew, replaceWith } from './place.ts';
import { tryToRemove } from './remove-file.ts';
import { syncFolder } from './sync-folder.ts';
import { readBounded } from './read-bounded.ts';
import { systemCode } from './system-error.ts';
import { sidecarSchema, type Sidecar } from './types.ts';

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
    text = new TextDecoder().decode(await readBounded(path.join(folder, sidecarNameOf(file)), LARGEST, context));
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return { state: 'absent' };
    return { state: 'untrusted', reason: say('vault.sidecar.unreadable') };
  }
  return parseSidecar(text, file);
}

/** A sidecar is believed only when it speaks of the file it stands beside: copied or renamed, it proves nothing. */
function parseSidecar(text: string, file: string): SidecarRead {
  let json: unknown;
  try {
    json = JSON.parse(text);
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

/**
 * Writes the sidecar of a new backup durably and reads it back; a failure leaves none.
 * @returns false when its name is taken
 */
export async function writeNewSidecar(folder: string, sidecar: Sidecar, context: VaultContext): Promise<boolean> {
  const written = await writeSidecarHidden(folder, sidecar, context);
  let placed = false;
  try {
    placed = await placeNew(written.hidden, written.final, context);
  } finally {
    if (!placed) await tryToRemove(written.hidden, context);
  }
  if (!placed) return false;
  try {
    await syncFolder(folder, context);
    await readBack(written.final, written, context);
    return true;
  } catch (thrown) {
    await tryToRemove(written.final, context);
    throw thrown;
  }
}

/** Puts a newer sidecar in the place of the one before, in one step, and reads it back. */
export async function replaceSidecar(folder: string, sidecar: Sidecar, context: VaultContext): Promise<void> {
  const written = await writeSidecarHidden(folder, sidecar, context);
  await replaceWith(written.hidden, written.final, context);
  await syncFolder(folder, context);
  await readBack(written.final, written, context);
}

async function writeSidecarHidden(
  folder: string,
  sidecar: Sidecar,
  context: VaultContext,
): Promise<{ readonly hidden: string; readonly final: string; readonly bytes: number; readonly sha256: string }> {
  const text = new TextEncoder().encode(`${JSON.stringify(sidecar, null, 2)}\n`);
  const hidden = await writeHidden(folder, text, context);
  const final = path.join(folder, sidecarNameOf(sidecar.file));
  return { hidden, final, bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') };
}

/** The archives that have a sidecar among these names. */
export function archivesWithSidecar(names: readonly string[]): readonly string[] {
  return names.map(archiveNameOf).filter((file) => file !== undefined);
}
