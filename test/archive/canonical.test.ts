import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, sizeOf, type Field } from '../../electron/archive/canonical.ts';

describe('fields as bytes', () => {
  const bytes = fc.uint8Array({ maxLength: 9 });
  const field: fc.Arbitrary<Field> = fc.oneof(
    fc.constant(null),
    // Kinds, heads and zeros as contents: what a forger would write into a value.
    fc.stringMatching(/^[tifbn\0a]{0,16}$/),
    fc.double({ noNaN: true }),
    bytes,
    fc.record({ kind: fc.constantFrom('text', 'integer'), bytes }),
  );
  const fields = fc.array(field, { maxLength: 5 });

  it('are the same only for the same fields', () => {
    fc.assert(
      fc.property(fields, fields, (one, other) => {
        const same = JSON.stringify(one.map(plain)) === JSON.stringify(other.map(plain));
        expect(canonical(one).equals(canonical(other))).toBe(same);
      }),
      { numRuns: 2_000 },
    );
  });

  it('cannot be imitated by a value that looks like two', () => {
    const [first, second] = ['a', 'b'];
    const tail = canonical([second]).toString('latin1');
    expect(canonical([first + tail])).not.toEqual(canonical([first, second]));
    // The same with the length of the inner head gone.
    expect(canonical([`${first}t\0\0\0\0\0\0${second}`])).not.toEqual(canonical([first, second]));
  });

  it('have the size they are given', () => {
    fc.assert(
      fc.property(fields, (all) => {
        expect(canonical(all)).toHaveLength(all.reduce<number>((total, one) => total + 7 + sizeOf(one), 0));
      }),
    );
  });
});

/** A field told in another way, to compare with. */
function plain(field: Field): unknown {
  if (field === null) return null;
  if (typeof field === 'string') return ['text', Buffer.from(field).toString('hex')];
  if (typeof field === 'number') return ['real', Object.is(field, -0) ? '-0' : String(field)];
  if (field instanceof Uint8Array) return ['blob', Buffer.from(field).toString('hex')];
  return [field.kind, Buffer.from(field.bytes).toString('hex')];
}
