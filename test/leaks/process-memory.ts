import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import type { Needle } from './needles.ts';

const PIECE = 8 * 2 ** 20;
/** Our secrets begin with letters, which most encodings leave as they are: one search finds nearly every form. */
const BEGINNING = 9;

/**
 * How often a secret stands in the whole memory of a process, as a core file would show it: buffers, freed strings that
 * nothing overwrote, copies in the libraries below. Linux; undefined where the system does not let us look.
 */
export function countInMemory(pid: number, needles: readonly Needle[]): number | undefined {
  const forms = needles.flatMap(({ secret }) =>
    (['latin1', 'utf16le'] as const).map((encoding) => Buffer.from(secret.slice(0, BEGINNING), encoding)),
  );
  const overlap = 2 * BEGINNING;
  let memory: number;
  try {
    memory = openSync(`/proc/${pid}/mem`, 'r');
  } catch {
    return undefined;
  }
  try {
    let found = 0;
    for (const [from, to] of writableRanges(pid)) {
      for (let at = from; at < to; at += PIECE - overlap) {
        const piece = Buffer.alloc(Math.min(PIECE, to - at));
        const count = readAt(memory, piece, at);
        found += forms.reduce((sum, form) => sum + occurrences(piece.subarray(0, count), form), 0);
      }
    }
    return found;
  } finally {
    closeSync(memory);
  }
}

/** What is read-only holds the program, not what it works with. */
function writableRanges(pid: number): readonly (readonly [from: number, to: number])[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, from = '', to = ''] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      return from === '' ? [] : [[Number.parseInt(from, 16), Number.parseInt(to, 16)] as const];
    });
}

/** Reserved addresses without memory behind them cannot be read. */
function readAt(memory: number, piece: Buffer, at: number): number {
  try {
    return readSync(memory, piece, 0, piece.length, at);
  } catch {
    return 0;
  }
}

function occurrences(bytes: Buffer, form: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(form); at !== -1; at = bytes.indexOf(form, at + form.length)) count += 1;
  return count;
}
