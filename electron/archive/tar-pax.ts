/**
 * The records of a POSIX extended header: `LENGTH KEY=VALUE\n`, LENGTH counting the whole record in bytes.
 * @returns undefined when they are not written like that. Texts hold one byte per character (latin1).
 */
export function paxRecords(contents: Buffer): ReadonlyMap<string, string> | undefined {
  const records = new Map<string, string>();
  const text = contents.toString('latin1');
  for (let start = 0; start < text.length;) {
    const digits = /^\d{1,6}(?= )/.exec(text.slice(start, start + 7))?.[0];
    if (digits === undefined) return undefined;
    const end = start + Number(digits);
    const record = text.slice(start + digits.length + 1, end - 1);
    const equals = record.indexOf('=');
    if (end > text.length || text[end - 1] !== '\n' || equals < 1) return undefined;
    records.set(record.slice(0, equals), record.slice(equals + 1));
    start = end;
  }
  return records;
}
