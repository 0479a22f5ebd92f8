/**
 * Several folders in one line of text: `/mnt/nas/Routerkeep; /mnt/usb keep 90 newest, 12 monthly`. What stands behind ` keep ` and
 * begins with a number is the place's own retention. A folder that could be misread stands in double quotes, with a quote
 * inside doubled, as in CSV.
 */
export interface ListedPlace {
  readonly folder: string;
  /** As typed. */
  readonly keep?: string;
}

/** Undefined where a quote is not closed, or something else than ` keep ` follows one. */
export function parsePlaceList(text: string): readonly ListedPlace[] | undefined {
  const parts = splitOutsideQuotes(text);
  if (parts === undefined) return undefined;
  const places = parts.filter((part) => part !== '').map(parsePlace);
  return places.every((place) => place !== undefined) ? places : undefined;
}

export function placeListText(places: readonly ListedPlace[]): string {
  return places.map(({ folder, keep }) => `${quoted(folder)}${keep === undefined ? '' : ` keep ${keep}`}`).join('; ');
}

const WITH_KEEP = /^(.*?)\s+keep\s+(\d.*)$/is;

function parsePlace(part: string): ListedPlace | undefined {
  const inQuotes = /^"((?:[^"]|"")*)"(.*)$/s.exec(part);
  if (inQuotes === null) {
    const [, folder = part, keep] = WITH_KEEP.exec(part) ?? [];
    return keep === undefined ? { folder } : { folder, keep: keep.trim() };
  }
  const [, inside = '', rest = ''] = inQuotes;
  const folder = inside.replaceAll('""', '"');
  if (folder === '') return undefined;
  if (rest.trim() === '') return { folder };
  const keep = /^\s+keep\s+(\d.*)$/is.exec(rest)?.[1];
  return keep === undefined ? undefined : { folder, keep: keep.trim() };
}

/** Quotes count only at the beginning of a part: elsewhere they belong to the name. */
function splitOutsideQuotes(text: string): readonly string[] | undefined {
  const parts: string[] = [];
  let rest = text;
  while (rest.trim() !== '') {
    const part = /^\s*"(?:[^"]|"")*"[^;]*|^[^;]*/.exec(rest)?.[0] ?? '';
    if (/^\s*"/.test(part) && !/^\s*"(?:[^"]|"")*"/.test(part)) return undefined;
    parts.push(part.trim());
    rest = rest.slice(part.length).replace(/^;/, '');
  }
  return parts;
}

function quoted(folder: string): string {
  const isPlain = !/;|^\s|^"|\s$/.test(folder) && !WITH_KEEP.test(folder) && folder !== '';
  return isPlain ? folder : `"${folder.replaceAll('"', '""')}"`;
}
