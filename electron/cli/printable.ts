/**
 * C0 and C1 controls, line and paragraph separators, halves of a pair, tags, and the marks that turn writing direction: what a device or a file name says could otherwise move
 * the cursor, rename the window or make a line read as something else.
 */
const CONTROLS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u{e0000}-\u{e007f}]/gu;

/** What holds a name of another writing direction apart in a sentence (`isolate`): a terminal shows it as a stray sign. */
const ISOLATES = /[\u2068\u2069]/g;

/** Text fit for a terminal: one line, nothing in it acts on the terminal. */
export function printable(text: string): string {
  return text.replace(ISOLATES, '').replace(CONTROLS, '\u{FFFD}');
}

/** JSON on one line. `JSON.stringify` leaves DEL, C1 controls and directional marks as they are; here they are escaped too. */
export function jsonLine(value: object): string {
  const escape = (control: string): string => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029]|\p{Bidi_Control}/gu, escape);
}
