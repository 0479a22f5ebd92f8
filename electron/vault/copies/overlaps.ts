import path from 'node:path';
import { foldName } from '../backup-name.ts';
import { vaultContext, type VaultOptions } from '../context.ts';
import { systemCode } from '../../platform/system-error.ts';

/** Whether one folder is the other, by name or by another name, or lies inside it. Both absolute. */
export async function overlaps(one: string, other: string, options: VaultOptions = {}): Promise<boolean> {
  const { fs, platform } = vaultContext(options);
  const [first, second] = [foldName(one), foldName(other)];
  if (isInside(first, second) || isInside(second, first)) return true;
  if (platform === 'win32') return false;
  try {
    const [here, there] = [await fs.stat(one), await fs.stat(other)];
    return here.ino === there.ino && here.dev === there.dev;
  } catch (thrown) {
    if (systemCode(thrown) === undefined) throw thrown;
    return false;
  }
}

function isInside(inner: string, outer: string): boolean {
  const way = path.relative(outer, inner);
  return way === '' || (!way.startsWith('..') && !path.isAbsolute(way));
}
