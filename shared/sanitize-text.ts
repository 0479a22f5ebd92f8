/** UTF-16 units looked at, whatever came: nothing that is shown is longer, and a megabyte is not worth normalising. */
const MOST_READ = 8_192;

/** Every kind of blank and line end, also the one of Braille, which is drawn as nothing. Controls part words too. */
const BLANK = /[\s\p{Cc}\u2800]+/gu;

/**
 * Code points that are unassigned, private or half of a pair, and all that is drawn as nothing or turns the writing direction:
 * zero width, soft hyphen, directional marks and isolates, tags, fillers, a byte order mark. Joiners are looked at apart.
 */
const UNSEEN = /(?!\u200c|\u200d|\ufe0f)[\p{Cn}\p{Co}\p{Cs}\p{Cf}\p{Default_Ignorable_Code_Point}\ufffc]/gu;

/**
 * What joins letters (Persian, Indic scripts) or the parts of an emoji, and the mark that makes a character an emoji: a name may
 * need them there, and anywhere else they are not seen.
 */
const JOINED = [
  String.raw`(?<=(?!\ufe0f)[\p{L}\p{M}])[\u200c\u200d](?=\p{L})`,
  String.raw`(?<=(?:\p{Extended_Pictographic}|\p{Emoji_Modifier})\ufe0f?)\u200d(?=\p{Extended_Pictographic})`,
  String.raw`(?<=\p{Extended_Pictographic})\ufe0f|(?<=[0-9#*])\ufe0f(?=\u20e3)`,
].join('|');
const JOINERS = new RegExp(`(${JOINED})|\\u200c|\\u200d|\\ufe0f`, 'gu');

/** More marks on one letter are no writing: they paint over the lines above. */
const MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * Text from outside (a device, a certificate, a file of somebody else) as it is stored and shown: one line, composed (NFC),
 * nothing in it that is not seen, blanks single and none at the ends, at most `longest` characters as people count them. What
 * stands where the text goes out (markup, HTML, a terminal) is that place's own concern.
 * @param longest characters, and a quarter of the bytes that they may take
 * @returns empty where nothing is left
 */
export function sanitizeText(text: string, longest = 200): string {
  const seen = text
    .slice(0, MOST_READ)
    .toWellFormed()
    .replace(BLANK, ' ')
    .replace(UNSEEN, '')
    .replace(JOINERS, (_, needed: string | undefined) => needed ?? '')
    .replace(MARKS, '$1')
    .normalize('NFC')
    .replace(/ {2,}/g, ' ')
    .trim();
  return shortenText(seen, longest);
}

/** Cuts between characters as people see them, never inside a pair or before an accent, and leaves no blank at the end. */
export function shortenText(text: string, longest: number): string {
  if (text.length <= longest && text.length * 3 <= longest * 4) return text;
  const encoder = new TextEncoder();
  let short = '';
  let characters = 0;
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    characters += 1;
    bytes += encoder.encode(segment).length;
    if (characters > longest || bytes > 4 * longest) break;
    short += segment;
  }
  return short.replace(/[\s\u200c\u200d]+$/u, '');
}
