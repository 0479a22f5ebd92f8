/**
 * C0 and C1 controls and the marks that turn writing direction: what a device or a file name says could otherwise move
 * the cursor, rename the window or make a line read as something else.
 */
const CONTROLS = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text fit for a terminal: one line, nothing in it acts on the terminal. */
export function printable(text: string): string {
  return text.replace(CONTROLS, '\u{FFFD}');
}

/** JSON on one line. `JSON.stringify` leaves DEL and the C1 controls as they are; here they are escaped too. */
export function jsonLine(value: object): string {
  const escape = (control: string): string => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029]/g, escape);
}
