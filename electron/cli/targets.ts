import { stat } from 'node:fs/promises';
import { say } from '../../shared/index.ts';
import type { Keeper } from '../keeper/types.ts';
import { invalid } from './usage-error.ts';

export type Target =
  { readonly kind: 'device'; readonly name: string } | { readonly kind: 'file'; readonly file: string };

/**
 * What NAME | FILE means: a device that is known, else a file that is there. What looks like a file and is none is told
 * as such; all else is left to the keeper, which says that there is no such device.
 * @param absolute turns a path of the command line into an absolute one
 * @throws KeepError usage/invalid
 */
export async function findTarget(
  text: string,
  keeper: Pick<Keeper, 'listDevices'>,
  absolute: (file: string) => string,
): Promise<Target> {
  const devices = await keeper.listDevices();
  if (devices.some(({ name }) => sameName(name, text))) return { kind: 'device', name: text };
  const file = absolute(text);
  const problem = await problemWith(file);
  if (problem === undefined) return { kind: 'file', file };
  if (!looksLikeFile(text)) return { kind: 'device', name: text };
  throw invalid(say(`cli.file.${problem}`, { file }), say('cli.file.remedy'));
}

/** As the keeper compares: upper and lower case alike, whatever way an accent is composed. */
function sameName(one: string, other: string): boolean {
  return one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();
}

function looksLikeFile(text: string): boolean {
  return /[\\/]|\.dss$/i.test(text);
}

async function problemWith(file: string): Promise<'absent' | 'folder' | 'unreadable' | undefined> {
  try {
    const found = await stat(file);
    if (found.isFile()) return undefined;
    return found.isDirectory() ? 'folder' : 'unreadable';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'absent' : 'unreadable';
  }
}
