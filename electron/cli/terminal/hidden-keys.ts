/** Keys typed at a hidden prompt, one character after the other. Pure, so that every way of typing can be tested. */
export interface HiddenEntry {
  readonly text: string;
  /** Inside a control sequence of the terminal (arrow keys, the marks around a paste), which is no part of the text. */
  readonly inside: 'text' | 'escape' | 'sequence' | 'single';
  readonly ended?: 'entered' | 'cancelled' | 'closed';
}

export const EMPTY_ENTRY: HiddenEntry = { text: '', inside: 'text' };

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const CTRL_U = '\u0015';
const ESCAPE = '\u001b';

/** The entry after one more character (a whole code point). An ended entry stays as it is. */
export function typeKey(entry: HiddenEntry, key: string): HiddenEntry {
  if (entry.ended) return entry;
  if (key === CTRL_C) return { ...entry, ended: 'cancelled' };
  switch (entry.inside) {
    case 'escape':
      return { ...entry, inside: key === '[' ? 'sequence' : key === 'O' ? 'single' : 'text' };
    case 'sequence':
      return { ...entry, inside: /[@-~]/.test(key) ? 'text' : 'sequence' };
    case 'single':
      return { ...entry, inside: 'text' };
    case 'text':
      return typeText(entry, key);
  }
}

function typeText(entry: HiddenEntry, key: string): HiddenEntry {
  switch (key) {
    case '\r':
    case '\n':
      return { ...entry, ended: 'entered' };
    case CTRL_D:
      return { ...entry, ended: entry.text === '' ? 'closed' : 'entered' };
    case '\b':
    case '\u007f':
      return { ...entry, text: withoutLast(entry.text) };
    case CTRL_U:
      return { ...entry, text: '' };
    case ESCAPE:
      return { ...entry, inside: 'escape' };
    case '\t':
      return { ...entry, text: entry.text + key };
    default:
      return /\p{Cc}/u.test(key) ? entry : { ...entry, text: entry.text + key };
  }
}

/** What one press of the backspace key takes away: a character as people see it, an emoji of several code points too. */
function withoutLast(text: string): string {
  const characters = Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
  return characters.slice(0, -1).join('');
}
