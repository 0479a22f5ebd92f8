import { hash } from 'node:crypto';

/** One value with its kind. A text is given as bytes where it need not be well-formed. */
export type Field =
  string | number | null | Uint8Array | { readonly kind: 'text' | 'integer'; readonly bytes: Uint8Array };

const KINDS = { null: 0x6e, text: 0x74, integer: 0x69, real: 0x66, blob: 0x62 } as const;
const HEAD_BYTES = 7;

/**
 * Fields as bytes: kind, length, contents of each. No two different sequences give the same bytes, because moving a
 * character from one field to its neighbour changes both lengths.
 */
export function canonical(fields: readonly Field[]): Buffer {
  const all = Buffer.allocUnsafe(fields.reduce<number>((total, field) => total + HEAD_BYTES + sizeOf(field), 0));
  let at = 0;
  for (const field of fields) {
    const size = sizeOf(field);
    all[at] = KINDS[kindOf(field)];
    all.writeUIntBE(size, at + 1, 6);
    at += HEAD_BYTES;
    if (typeof field === 'string') all.write(field, at, 'utf8');
    else if (typeof field === 'number') all.writeDoubleBE(field, at);
    else if (field !== null) all.set(field instanceof Uint8Array ? field : field.bytes, at);
    at += size;
  }
  return all;
}

/** Bytes a field takes, without its head. */
export function sizeOf(field: Field): number {
  if (field === null) return 0;
  if (typeof field === 'number') return 8;
  if (typeof field === 'string') return Buffer.byteLength(field, 'utf8');
  return field instanceof Uint8Array ? field.length : field.bytes.length;
}

function kindOf(field: Field): keyof typeof KINDS {
  if (field === null) return 'null';
  if (typeof field === 'number') return 'real';
  if (typeof field === 'string') return 'text';
  return field instanceof Uint8Array ? 'blob' : field.kind;
}

/** 64 hexadecimal digits. A text takes far less memory than a buffer of its own, and there is one for each row. */
export function sha256(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}
