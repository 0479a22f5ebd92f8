import { describe, expect, it } from 'vitest';
import { unfold } from '../../electron/contents/unfold.ts';

describe('a value', () => {
  it('that nests without end, or is longer than any setting, stays the text that it is', () => {
    const deep = `${'['.repeat(60)}1${']'.repeat(60)}`;
    expect(unfold(deep)).toEqual({ kind: 'text', text: deep });
    const long = `a=1\nb=${'x'.repeat(4 * 1024 * 1024)}`;
    expect(unfold(long)).toEqual({ kind: 'text', text: long });
    expect(unfold('a=1\nb=2').kind).toBe('map');
  });

  it('whose lines or sections repeat their name stays the text that it is: nothing of it is lost', () => {
    for (const text of ['push=a\npush=b', '[lan]\nip=1\n[lan]\nip=2']) {
      expect(unfold(text)).toEqual({ kind: 'text', text });
    }
    expect(unfold('[lan]\nip=1\n[wan]\nip=2').kind).toBe('list');
  });

  it('knows the elements of a list by what none of them share', () => {
    const keys = (text: string): unknown => {
      const node = unfold(text);
      return node.kind === 'list' ? node.elements.map(({ key }) => key) : node;
    };
    expect(keys('[{"id":1,"name":"a"},{"id":1,"name":"b"}]')).toEqual(['a', 'b']);
    expect(keys('[{"id":1,"name":"a"},{"id":2,"name":"a"}]')).toEqual(['1', '2']);
    expect(keys('[{"x":1},{"x":1}]')).toEqual([undefined, undefined]);
  });
});
