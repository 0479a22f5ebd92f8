/**
 * The second places of a setting, as `routerkeep set copy-to` shows and takes them: folders with what is kept there, apart by
 * semicolons. A folder is never taken from the page: it is added from the system's dialog, or one that is listed is left out.
 */
export function addPlace(list: string, folder: string): string {
  return [...placesOf(list), quoted(folder)].join('; ');
}

/** @param place as it stands in the list */
export function removePlace(list: string, place: string): string {
  const left = placesOf(list).filter((each) => each !== place.trim());
  return left.length === 0 ? 'none' : left.join('; ');
}

/** Apart by semicolons that stand outside of quotes. */
export function placesOf(list: string): readonly string[] {
  if (list === 'none') return [];
  return (list.match(/(?:"(?:[^"]|"")*"|[^;"])+/g) ?? []).map((place) => place.trim()).filter((place) => place !== '');
}

function quoted(folder: string): string {
  return `"${folder.replaceAll('"', '""')}"`;
}
