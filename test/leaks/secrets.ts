import { randomBytes } from 'node:crypto';
import type { Needle } from './needles.ts';

/** Every kind of character that some encoding treats in its own way. */
const AWKWARD = ` "'<&>%\\/+=?#;$\`é😀`;

/** A password with every kind of character, other in each test, so that nothing but a leak can hold it. */
export function awkwardPassword(): string {
  return `${letters(9)}${AWKWARD}${letters(9)}`;
}

/** Letters and digits, as in a token. */
export function letters(count: number): string {
  return randomBytes(count * 2)
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, count)
    .padEnd(count, 'x');
}

/** A one-time code of the longest kind: six digits would be found by chance. */
export function oneTimeCode(): string {
  return String(10_000_000 + (randomBytes(4).readUInt32BE() % 90_000_000));
}

export function needle(name: string, secret: string): Needle {
  return { name, secret };
}
