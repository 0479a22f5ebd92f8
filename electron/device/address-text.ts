/** Drawn as nothing, and left behind by web pages, mails and chats: zero width, soft hyphen, directional marks, a byte order mark. */
const UNSEEN = /(?!\u200c|\u200d)[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Joiners belong to names of some scripts alone, between their letters. */
const STRAY_JOINER = /(?<![^\p{ASCII}])(?:\u200c|\u200d)|(?:\u200c|\u200d)(?![^\p{ASCII}])/gu;

/** Letters, digits and signs as East Asian keyboards type them, as wide as an ideograph. */
const FULL_WIDTH = /[\uff01-\uff5e]/gu;

/** What stands around an address in the text it was copied from; brackets are left to IPv6. */
const AROUND = /^[\s<"'“”„‟‘’«»(`]+|[\s>"'“”‘’«»)`,;]+$/gu;

/**
 * An address as it was pasted, before it is read: without what is not seen or stood around it, in plain characters. Controls and
 * blanks inside stay, to be told.
 */
export function cleanAddressText(pasted: string): string {
  return pasted
    .replace(UNSEEN, '')
    .replace(STRAY_JOINER, '')
    .replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u3002\uff61]/gu, '.')
    .replace(AROUND, '')
    .replace(/^url:\s*/iu, '');
}
