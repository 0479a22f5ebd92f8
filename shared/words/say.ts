import { IntlMessageFormat } from 'intl-messageformat';
import { words } from './en/index.ts';
import type { ValuesFor } from './placeholders.ts';

export type WordKey = keyof typeof words;

/** The sentence of a key, its placeholders filled in. A key without its values is a type error. */
export function say<Key extends WordKey>(key: Key, ...values: ValuesFor<(typeof words)[Key]>): string {
  return format(words[key], values[0] ?? {});
}

/** What only a real ICU formatter understands: arguments with a type, and quoting. */
const NEEDS_ICU = /\{\s*\w+\s*,|'/;

/** A list of a thousand devices says the same few sentences; to read one takes far longer than to fill it in. */
const formatters = new Map<string, IntlMessageFormat>();

function formatterOf(message: string): IntlMessageFormat {
  const known = formatters.get(message);
  if (known !== undefined) return known;
  const made = new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true });
  // The messages are those of the program, so the map ends by itself.
  formatters.set(message, made);
  return made;
}

/** Fills in an ICU message. Most are plain text or bare placeholders, for which no formatter is started. */
export function format(message: string, values: Readonly<Record<string, unknown>>): string {
  if (!message.includes('{')) return message;
  if (!NEEDS_ICU.test(message)) return message.replace(/\{(\w+)\}/g, (_match, name: string) => String(values[name]));
  // Values are put in literally: a file name or a device answer is never read as a message.
  return String(formatterOf(message).format({ ...values }));
}
