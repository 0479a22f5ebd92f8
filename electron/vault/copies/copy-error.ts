import { asKeepError, keepError, KeepError, say } from '../../../shared/index.ts';
import type { VaultContext } from '../context.ts';
import { diskReason, isFull } from '../disk-reason.ts';
import { systemCode } from '../../platform/system-error.ts';
import { isThere } from '../marker.ts';
import type { Place } from '../marker.ts';

/** Where something is written, and whether it still is where it was. */
interface Spot {
  readonly root: string;
  readonly stillThere: () => Promise<boolean>;
}

/**
 * A failure at a place as an error of the table. Whatever the disk said: if the place is not there any more, that is
 * why (`copy/missing`), else `copy/failed` with its reason. What is no failure of a disk passes as it is.
 */
async function copyError(thrown: unknown, { root, stillThere }: Spot, context: VaultContext): Promise<KeepError> {
  const code = systemCode(thrown) ?? (thrown instanceof Error ? systemCode(thrown.cause) : undefined);
  const ofVault = thrown instanceof KeepError && thrown.code.startsWith('vault/');
  if (code === undefined && !ofVault) return asKeepError(thrown);
  if (!(await stillThere())) return keepError('copy/missing', { folder: root }, thrown);
  // Without a code it is the vault's own finding: what was read back is not what was written.
  const reason = code === undefined ? say('vault.reason.read-back') : reasonOf(code, context.platform);
  return keepError('copy/failed', { folder: root, reason }, thrown);
}

function reasonOf(code: string, platform: NodeJS.Platform): string {
  return isFull(code) ? say('copies.reason.full') : diskReason(code, platform);
}

/** Does `work` at a spot and turns what the disk says into an error of the table. */
export async function atSpot<Result>(spot: Spot, context: VaultContext, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    throw await copyError(thrown, spot, context);
  }
}

/** Does `work` at a place, which is known by its marker. */
export async function atPlace<Result>(
  place: Place,
  context: VaultContext,
  work: () => Promise<Result>,
): Promise<Result> {
  return await atSpot({ root: place.root, stillThere: () => isThere(place, context) }, context, work);
}
