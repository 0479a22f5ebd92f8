import type { Dice } from '../crash-trials/dice.ts';
import { mutateBytes } from './mutate.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const ODD: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 53,
  -(2 ** 31),
  1e308,
  '',
  ' ',
  '0',
  '-1',
  'true',
  'null',
  '__proto__',
  '../../etc/passwd',
  'C:\\Windows',
  '\0',
  '\ud800',
  '\u202eabc',
  '9'.repeat(400),
  'a'.repeat(5_000),
  '2026-13-45T99:99:99Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  [],
  {},
  [[[[]]]],
  { code: 105 },
  { toString: 1, valueOf: 'x', constructor: null },
];
const NAMES = ['__proto__', 'constructor', 'toString', 'length', '', 'data', 'success', 'error', 'version'];

/** JSON that stays JSON: a value of another kind, a field left out, renamed, doubled, taken from elsewhere, deeply nested. Else bytes. */
export function mutateJson(input: Buffer, dice: Dice, pool: readonly Buffer[]): Buffer {
  if (dice.next() < 0.2) return mutateBytes(input, dice, pool);
  let json = input.includes('[[[[[[[[[[[[[[[[') ? undefined : parse(input);
  if (json === undefined) return mutateBytes(input, dice, pool);
  for (let changes = 1 + dice.below(3); changes > 0; changes--) json = changed(json, dice, pool, 0);
  return Buffer.from(deepened(JSON.stringify(json)).slice(0, 2 ** 19));
}

function parse(bytes: Buffer): Json | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as Json;
  } catch {
    return undefined;
  }
}

/** Goes down to a random place and changes what is there. */
function changed(value: Json, dice: Dice, pool: readonly Buffer[], depth: number): Json {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (inner.length === 0 || depth > 20 || dice.next() < 0.15) return replaced(value, dice, pool);
  const [name, below] = dice.pick(inner);
  const put = (entries: readonly (readonly [string, Json])[]): Json =>
    Array.isArray(value) ? entries.map(([, each]) => each) : own(entries);
  const others = inner.filter(([each]) => each !== name);
  switch (dice.below(8)) {
    case 0:
      return put(others);
    case 1:
      return put([...others, [dice.pick(NAMES), below]]);
    case 2:
      return put([...inner, [dice.pick(NAMES), dice.pick(ODD)]]);
    default:
      return put(
        inner.map(([each, one]) => (each === name ? [each, changed(one, dice, pool, depth + 1)] : [each, one])),
      );
  }
}

/** `__proto__` as a field of its own, as JSON.parse makes it. */
function own(entries: readonly (readonly [string, Json])[]): Json {
  const object = {};
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}

function shallow(other: Buffer): Json {
  return other.includes('[[[[[[[[[[[[[[[[') ? null : (parse(other) ?? null);
}

/** Stands for a nest of arrays that is too deep to be made as a value. */
const DEEP = '@deep';

function deepened(text: string): string {
  return text.replace(
    /"@deep(\d+)"/,
    (_, levels: string) => `${'['.repeat(Number(levels))}${']'.repeat(Number(levels))}`,
  );
}

function replaced(value: Json, dice: Dice, pool: readonly Buffer[]): Json {
  switch (dice.below(6)) {
    case 0:
      return [value];
    case 1:
      return shallow(dice.pick(pool));
    case 2:
      return typeof value === 'string' ? value + value : JSON.stringify(value).slice(0, 1_000);
    case 3:
      return `${DEEP}${String(dice.below(60_000))}`;
    default:
      return dice.pick(ODD);
  }
}
