import type { KeepError } from '../../../shared/index.ts';
import { asKeepError, reportOf } from '../../../shared/index.ts';
import type { DeviceRecord, Settings } from '../../records/index.ts';
import { copySentence, copyState, listBackups, standingWhileAway, type CopyStanding } from '../../vault/index.ts';
import { openVault, withinOf, ownerIn } from '../open-vault.ts';
import { folderOf } from '../places.ts';
import type { KeeperPorts } from '../ports.ts';
import type { CopyView } from '../types.ts';
import { recallCopies, type CopyNote } from './memory.ts';
import { copyPair, pairsOf, type Pair } from './pairs.ts';

/** A list is not kept waiting for longer by a share that hangs, milliseconds. */
const PATIENCE = 3_000;

/** How each second place of a device stands: by looking, or by what is remembered where that cannot be done now. */
export async function copyViews(
  ports: KeeperPorts,
  settings: Settings,
  device: DeviceRecord,
): Promise<readonly CopyView[]> {
  return await Promise.all(pairsOf(settings, device).map((pair) => copyView(ports, settings, pair)));
}

async function copyView(ports: KeeperPorts, settings: Settings, pair: Pair): Promise<CopyView> {
  const remembered = recallCopies(ports.history, pair.id);
  const { standing, problem } = await lookOrRemember(ports, settings, pair, remembered);
  const told = problem ?? (standing.state === 'behind' ? remembered?.problem : undefined);
  const since = standing.state === 'current' ? undefined : standing.since;
  return {
    place: pair.name,
    folder: pair.place.root,
    state: standing.state,
    behind: standing.state === 'current' ? 0 : standing.behind,
    ...(since === undefined ? {} : { since }),
    sentence: copySentence(pair.name, standing, new Date(ports.clock.now())),
    ...(told === undefined ? {} : { problem: told }),
  };
}

type Seen = Pick<CopyView, 'problem'> & { readonly standing: CopyStanding };

async function lookOrRemember(
  ports: KeeperPorts,
  settings: Settings,
  pair: Pair,
  remembered: CopyNote | undefined,
): Promise<Seen> {
  try {
    const { device, place } = pair;
    const shelf = await ports.shelves.look(device.id, folderOf(settings, device), false, () =>
      openVault(ports, settings, device).then(({ within }) => within),
    );
    const mark = { shelf, root: place.root, workedAt: remembered?.lookedAt };
    const standing = await ports.copyLooks.recent(pair.id, mark, async () => {
      const plan = await ports.places.through(place.root, PATIENCE, async (fs) => {
        const options = { fs, clock: ports.clock, ...ownerIn(settings) };
        return await copyState(await copyPair(settings, pair, options), options);
      });
      return plan.standing;
    });
    return { standing };
  } catch (thrown) {
    const error = asKeepError(thrown);
    return { standing: await recalled(settings, pair, remembered, error), problem: reportOf(error) };
  }
}

/** Where the vault cannot be read either, what is remembered is all there is. */
async function recalled(
  settings: Settings,
  { device }: Pair,
  remembered: CopyNote | undefined,
  { code }: KeepError,
): Promise<CopyStanding> {
  if (code.startsWith('copy/')) {
    try {
      return standingWhileAway(
        await listBackups(folderOf(settings, device), withinOf(settings, device)),
        remembered?.newest,
      );
    } catch {
      // Below.
    }
  }
  const { behind = 0, since } = remembered ?? {};
  return { state: 'away', behind, ...(since === undefined ? {} : { since }) };
}
