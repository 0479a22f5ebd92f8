import {
  keepError,
  keepText,
  NOTHING,
  parsePlaceList,
  placeListText,
  say,
  type ListedPlace,
  type RetentionPolicy,
} from '../../../shared/index.ts';

/**
 * The second places of a setting, as `routerkeep set copy-to` shows and takes them. A folder is never taken from the page: it
 * is added from the system's dialog, or one that is listed is left out or given a number of backups of its own.
 */
export function addPlace(list: string, folder: string): string {
  return textOf([...placesOf(list), { folder }]);
}

/** @param folder as it stands in the list */
export function removePlace(list: string, folder: string): string {
  return textOf(placesOf(list).filter((each) => each.folder !== folder));
}

/**
 * @param folder as it stands in the list
 * @param keep null: as many as the vault
 * @throws KeepError `usage/invalid` where the folder is not listed
 */
export function keepAtPlace(list: string, folder: string, keep: RetentionPolicy | null): string {
  const places = placesOf(list);
  if (!places.some((each) => each.folder === folder)) {
    throw keepError('usage/invalid', { problem: say('shell.bad-input'), remedy: say('shell.bad-input.remedy') });
  }
  const own = keep === null ? {} : { keep: keepText(keep) };
  return textOf(places.map((each) => (each.folder === folder ? { folder, ...own } : each)));
}

function placesOf(list: string): readonly ListedPlace[] {
  return list === NOTHING ? [] : (parsePlaceList(list) ?? []);
}

function textOf(places: readonly ListedPlace[]): string {
  return places.length === 0 ? NOTHING : placeListText(places);
}
