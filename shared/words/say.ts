import { IntlMessageFormat } from 'intl-messageformat';
import { words } from './en/index.ts';
import type { ValuesFor } from './placeholders.ts';

export type WordKey = keyof typeof words;

/** The sentence of a key, its placeholders filled in. A key without its values is a type error. */
export function say<Key extends WordKey>(key: Key, ...values: ValuesFor<(typeof words)[Key]>): string {
  return format(words[key], values[0] ?? {});
}

/** Fills in an ICU message. Plain text without placeholders is returned as it is. */
export function format(message: string, values: Readonly<Record<string, unknown>>): string {
  if (!message.includes('{')) return message;
  // Values are put in literally: a file name or a device answer is never read as a message.
  return String(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).format({ ...values }));
}
