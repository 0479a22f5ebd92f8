import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inside, isPathSegment, segmentOf } from '../../electron/platform/path-segment.ts';

const OUTSIDE = [
  '',
  '.',
  '..',
  '../up',
  '/etc/passwd',
  'a/b',
  'a\\b',
  '..\\up',
  'a\0b',
  'x'.repeat(256),
  'ü'.repeat(128),
];

describe('a name that comes from outside', () => {
  it.each(OUTSIDE)('%j never becomes a part of a path', (name) => {
    expect(isPathSegment(name)).toBe(false);
    expect(() => inside('/vault', name)).toThrow('EINVAL');
  });

  it('that is a plain one stands directly in its folder', () => {
    for (const name of ['Office', '.hidden', '...', 'Büro 🛜', 'SynologyRouter_20261120.dss', ' ', '-rf', '~']) {
      expect(path.dirname(inside('/vault', name))).toBe('/vault');
      expect(path.basename(inside('/vault', name))).toBe(name);
    }
  });

  it('becomes a file or an account only as a plain lower-case word', () => {
    expect(segmentOf('00000000-0000-4000-8000-000000000001')).toBe('00000000-0000-4000-8000-000000000001');
    for (const id of [...OUTSIDE, 'A', 'a b', 'alarm/1', 'é']) expect(segmentOf(id)).toMatch(/^[0-9a-f]{40}$/);
    expect(segmentOf('A')).not.toBe(segmentOf('a'));
  });

  it('goes through that one function in every room that writes to a disk', () => {
    const root = path.resolve(import.meta.dirname, '../../electron');
    const joins = ['vault', 'records', 'secrets', 'keeper'].flatMap((room) =>
      readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => path.join(room, file))
        .filter((file) => /\bpath(\.\w+)?\.join\(|flavour\.join\(/.test(readFileSync(path.join(root, file), 'utf8'))),
    );
    // These know where systems and clouds keep folders; no name from outside comes near them.
    expect(joins.sort()).toEqual(['records/default-home.ts', 'vault/cloud.ts', 'vault/default-vault.ts']);
  });
});
