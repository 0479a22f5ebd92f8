import { hash } from 'node:crypto';

/** One value with its kind. A text is given as bytes where it need not be well-formed. */
export type Field =
  string | number | null | Uint8Array | { readonly kind: 'text' | 'integer'; readonly bytes: Uint8Array };

/**
 * Fields as bytes: kind, length, contents of each. No two different sequences give the same bytes, because moving a
 * character from one field to its neighbour changes both lengths.
 */
export function canonical(fields: readonly Field[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const field of fields) {
    const { kind, bytes } = encoded(field);
    const head = Buffer.alloc(7);
    head[0] = KINDS[kind];
    head.writeUIntBE(bytes.length, 1, 6);
    parts.push(head, bytes);
  }
  return Buffer.concat(parts);
}

/** Bytes a field takes, without its head. */
export function sizeOf(field: Field): number {
  return encoded(field).bytes.length;
}

export function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

const KINDS = { null: 0x6e, text: 0x74, integer: 0x69, real: 0x66, blob: 0x62 } as const;

function encoded(field: Field): { readonly kind: keyof typeof KINDS; readonly bytes: Uint8Array } {
  if (field === null) return { kind: 'null', bytes: Buffer.alloc(0) };
  if (typeof field === 'string') return { kind: 'text', bytes: Buffer.from(field, 'utf8') };
  if (field instanceof Uint8Array) return { kind: 'blob', bytes: field };
  if (typeof field === 'object') return field;
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(field);
  return { kind: 'real', bytes };
}
