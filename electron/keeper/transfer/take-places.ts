import path from 'node:path';
import { asKeepError, say, type AlarmKind } from '../../../shared/index.ts';
import type { SecondPlace } from '../../records/index.ts';
import { preparePlace } from '../../vault/index.ts';
import type { ExportedDevice } from './document.ts';

/**
 * Second places on this computer: known again by the marker in the folder where it is there, else kept for when it comes.
 * @param vaults the folders of this home that hold backups
 */
export async function takePlaces(
  places: readonly SecondPlace[],
  vaults: readonly string[],
): Promise<{ readonly places: readonly SecondPlace[]; readonly notes: readonly string[] }> {
  const taken: SecondPlace[] = [];
  const notes: string[] = [];
  for (const place of places.filter(({ root }) => path.isAbsolute(root))) {
    try {
      taken.push({ ...place, ...(await preparePlace(place.root, vaults)) });
    } catch (thrown) {
      const { code, message } = asKeepError(thrown);
      if (code.startsWith('copy/')) {
        taken.push(place);
        notes.push(say('preferences.import.place-away', { folder: place.root }));
      } else notes.push(say('preferences.import.place-dropped', { folder: place.root, problem: message }));
    }
  }
  return { places: taken, notes };
}

const KEYS = { ping: 'ping-url', webhook: 'webhook', ntfy: 'ntfy' } as const satisfies Record<AlarmKind, string>;

/** What has to be entered anew. @param name the device; absent: for all */
export function alarmNotes(alarms: ExportedDevice['alarms'] = [], name?: string): readonly string[] {
  return alarms.map(({ kind, host }) =>
    say('preferences.import.alarm', {
      what: whatOf(kind, name),
      host,
      key: name === undefined ? KEYS[kind] : `"${name}" ${KEYS[kind]}`,
    }),
  );
}

function whatOf(kind: AlarmKind, name: string | undefined): string {
  if (name === undefined) return say('preferences.import.alarm.all', { kind });
  return kind === 'ping'
    ? say('preferences.import.alarm.ping', { name })
    : say('preferences.import.alarm.device', { kind, name });
}
