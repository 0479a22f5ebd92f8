import { shortenText } from '../../shared/index.ts';

const LONGEST = 80;

/**
 * A name out of an archive, fit for a sentence: escape sequences and line ends of untrusted names never reach a terminal.
 * @param path bytes of the name, one per character (latin1), as the tar walk keeps them
 */
export function quoted(path: string): string {
  const text = Buffer.from(path, 'latin1').toString('utf8');
  const visible = text.replaceAll(/[\p{C}\p{Zl}\p{Zp}"\\]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
  const short = shortenText(visible, LONGEST);
  return short === visible ? `"${visible}"` : `"${short}..."`;
}
