import { describe, expect, it } from 'vitest';
import { extract } from 'tar-stream';
import { walkTar } from '../../electron/archive/tar-walk.ts';
import { END_MARK, tarEntry, tarHeader } from './tar-bytes.ts';

/** The names tar-stream finds in bytes it takes without complaint. */
async function leniently(tar: Buffer): Promise<readonly string[]> {
  const reader = extract();
  const seen: string[] = [];
  reader.end(tar);
  for await (const entry of reader) {
    seen.push(entry.header.name);
    entry.resume();
  }
  return seen;
}

function strictly(tar: Buffer): void {
  const walk = walkTar(() => ({ write: () => undefined, end: () => undefined }));
  walk.push(tar);
  walk.end();
}

/** Why the walk is our own: each of these passes as sound with the library (3.2.2). When one no longer does, think again. */
describe('what tar-stream forgives and a proof must not', () => {
  it.each([
    ['no end mark', tarEntry('a', 'x'), ['a']],
    [
      'a zero block in the middle',
      Buffer.concat([tarEntry('a', 'x'), Buffer.alloc(512), tarEntry('b', 'x'), END_MARK]),
      ['a', 'b'],
    ],
    [
      'another archive behind the end mark',
      Buffer.concat([tarEntry('a', 'x'), END_MARK, tarEntry('b', 'x'), END_MARK]),
      ['a', 'b'],
    ],
    ['a size that is no number', Buffer.concat([tarHeader({ name: 'a', size: '0000000000x\0' }), END_MARK]), ['a']],
  ])('%s', async (_case, tar, names) => {
    expect(await leniently(tar)).toEqual(names);
    expect(() => strictly(tar)).toThrow('The archive is damaged');
  });
});
