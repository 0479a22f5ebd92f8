import {
  KeepError,
  keepError,
  NOTHING,
  parsePlaceList,
  placeListText,
  say,
  type ListedPlace,
} from '../../../shared/index.ts';
import type { SecondPlace } from '../../records/index.ts';
import { preparePlace } from '../../vault/index.ts';
import { vaultsOf } from '../places.ts';
import type { KeeperPorts } from '../ports.ts';
import { storeOwn } from './own-value.ts';
import type { Preference, Target } from './preference.ts';
import { parseRetention, retentionText } from './retention-text.ts';

/** The second places. Each is prepared now, so that a wrong path shows at once; one that was prepared before may be away. */
export const copyTo: Preference = {
  show: ({ settings, device }) => {
    const own = device === undefined ? settings.copyTo : device.copyTo;
    return { value: textOf(own ?? settings.copyTo ?? []), own: own !== undefined };
  },
  change: async (ports, { target, typed }) => {
    if (typed.kind === 'default') {
      await storeOwn(ports, target, 'copyTo', undefined);
      return [];
    }
    const listed = typed.kind === 'none' ? [] : parse(typed.text);
    const notes: string[] = [];
    const places: SecondPlace[] = [];
    for (const one of listed) {
      const place = await prepare(ports, target, one, notes);
      if (places.some(({ id, root }) => id === place.id || root === place.root)) {
        throw refuse('preferences.bad.copy-to.twice', 'preferences.bad.copy-to.once', place.root);
      }
      places.push(place);
    }
    await storeOwn(ports, target, 'copyTo', places);
    return notes;
  },
};

function textOf(places: readonly SecondPlace[]): string {
  if (places.length === 0) return NOTHING;
  return placeListText(
    places.map(({ root, keep }) => ({ folder: root, ...(keep === undefined ? {} : { keep: retentionText(keep) }) })),
  );
}

function parse(text: string): readonly ListedPlace[] {
  const listed = parsePlaceList(text);
  if (listed !== undefined && listed.length > 0) return listed;
  throw refuse('preferences.bad.copy-to', 'preferences.bad.copy-to.remedy', '');
}

function refuse(
  problem: 'preferences.bad.copy-to' | 'preferences.bad.copy-to.twice',
  remedy: 'preferences.bad.copy-to.remedy' | 'preferences.bad.copy-to.once',
  folder: string,
): KeepError {
  const sentence = problem === 'preferences.bad.copy-to' ? say(problem) : say(problem, { folder });
  return keepError('usage/invalid', { problem: sentence, remedy: say(remedy) });
}

async function prepare(
  ports: KeeperPorts,
  { settings, device }: Target,
  { folder, keep }: ListedPlace,
  notes: string[],
): Promise<SecondPlace> {
  const own = keep === undefined ? {} : { keep: parseRetention(keep) };
  try {
    return { ...(await preparePlace(folder, vaultsOf(settings, ports.defaultVault))), ...own };
  } catch (thrown) {
    // The list is changed while one of its disks is in a drawer: what was known of it stays.
    const known = [...(device?.copyTo ?? []), ...(settings.copyTo ?? [])].find(({ root }) => root === folder);
    if (known === undefined || !(thrown instanceof KeepError) || !thrown.code.startsWith('copy/')) throw thrown;
    notes.push(say('preferences.note.away', { folder }));
    return { root: known.root, id: known.id, ...own };
  }
}
