import { assertNever, keepError, say, type KeepError } from '../../shared/index.ts';
import { quoted } from './quoted.ts';
import { BLOCK, readTarHeader, type TarBlock, type TarHeader } from './tar-header.ts';
import { innerPath, leadsInside } from './tar-path.ts';
import { paxRecords } from './tar-pax.ts';
import { isZero } from './zeros.ts';

/** A member of the archive. `path` and `target` hold the bytes of the names, one per character (latin1). */
export interface TarEntry {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'symlink';
  /** Where a link leads, inside the archive; empty for all else. */
  readonly target: string;
  readonly size: number;
}

/** Takes the contents of one entry, in order; `end` when all of them were given. */
export interface EntrySink {
  readonly write: (chunk: Uint8Array) => void;
  readonly end: () => void;
}

export interface TarWalk {
  /** The next bytes, cut anywhere. @throws KeepError archive/damaged, or what the receiver throws */
  readonly push: (chunk: Uint8Array) => void;
  /** No more bytes. @throws KeepError archive/damaged unless the end mark was reached */
  readonly end: () => void;
}

/** Extended headers are kept whole; no path is longer than this. */
const LONGEST_EXTENSION = 64 * 1024;

type State =
  | { readonly at: 'header'; filled: number }
  | { readonly at: 'body'; readonly sink: EntrySink; left: number; readonly padding: number }
  | { readonly at: 'padding'; left: number }
  | { readonly at: 'end'; zeroBytes: number };

/**
 * Walks a tar archive from its first header to its two zero blocks, and keeps nothing.
 *
 * tar-stream is not used here because it forgives too much for a proof: it needs no end mark, skips zero blocks in the
 * middle, reads `12x4` as a size, and takes entries of unknown kinds (tar-leniency.test.ts shows each).
 */
export function walkTar(receive: (entry: TarEntry) => EntrySink): TarWalk {
  const block = Buffer.alloc(BLOCK);
  let state: State = { at: 'header', filled: 0 };
  let place = say('archive.at-beginning');
  let blocks = 0;
  let longName: string | undefined;
  let longTarget: string | undefined;

  /** The state behind a complete header block. */
  const afterHeader = (): State => {
    const header = readTarHeader(block);
    if (header === 'zero') return { at: 'end', zeroBytes: BLOCK };
    if (typeof header === 'string') {
      throw damaged(complaint(header, place, blocks === 0));
    }
    blocks += 1;
    const sink = isExtension(header) ? collect(header) : receive(entryOf(header));
    if (header.size === 0) sink.end();
    const padding = (BLOCK - (header.size % BLOCK)) % BLOCK;
    return header.size === 0 ? { at: 'header', filled: 0 } : { at: 'body', sink, left: header.size, padding };
  };

  const entryOf = (header: TarHeader): TarEntry => {
    const name = longName ?? header.path;
    const target = longTarget ?? header.target;
    longName = undefined;
    longTarget = undefined;
    const path = innerPath(name);
    if (path === undefined) throw damaged(say('archive.entry-outside', { path: quoted(name) }));
    const { kind, size } = header;
    if (kind === 'symlink') {
      if (size > 0 || path === '') throw damaged(say('archive.header-broken', { place }));
      if (!leadsInside(path, target)) throw damaged(say('archive.link-outside', { path: quoted(path) }));
      place = say('archive.after', { path: quoted(path) });
      return { path, kind, target, size };
    }
    if (kind !== 'file' && kind !== 'folder') throw damaged(say('archive.entry-kind', { path: quoted(name) }));
    if (path === '' && kind === 'file') throw damaged(say('archive.entry-name', { place }));
    if (kind === 'folder' && size > 0) throw damaged(say('archive.header-broken', { place }));
    place = say('archive.after', { path: quoted(path) });
    return { path, kind, target: '', size };
  };

  /** The contents of a header that belongs to the next entry. */
  const collect = (header: TarHeader): EntrySink => {
    if (header.size > LONGEST_EXTENSION) throw damaged(say('archive.header-broken', { place }));
    const parts: Uint8Array[] = [];
    return {
      write: (chunk) => parts.push(Uint8Array.from(chunk)),
      end: () => {
        const contents = Buffer.concat(parts);
        const plain = contents.toString('latin1').replace(/\0+$/, '');
        if (header.kind === 'long-name') longName = plain;
        else if (header.kind === 'long-target') longTarget = plain;
        else readPax(contents);
      },
    };
  };

  const readPax = (contents: Buffer): void => {
    const records = paxRecords(contents);
    // A size here would overrule the plain one, and only from 8 GiB on has it a reason to be here.
    if (records === undefined || records.has('size')) throw damaged(say('archive.header-broken', { place }));
    longName = records.get('path') ?? longName;
    longTarget = records.get('linkpath') ?? longTarget;
  };

  /** Takes some bytes and tells how many. */
  const take = (rest: Uint8Array): number => {
    switch (state.at) {
      case 'header': {
        const part = rest.subarray(0, BLOCK - state.filled);
        block.set(part, state.filled);
        state.filled += part.length;
        if (state.filled === BLOCK) state = afterHeader();
        return part.length;
      }
      case 'body': {
        const part = rest.subarray(0, state.left);
        state.sink.write(part);
        state.left -= part.length;
        if (state.left === 0) {
          state.sink.end();
          state = state.padding === 0 ? { at: 'header', filled: 0 } : { at: 'padding', left: state.padding };
        }
        return part.length;
      }
      case 'padding': {
        const count = Math.min(state.left, rest.length);
        state.left -= count;
        if (state.left === 0) state = { at: 'header', filled: 0 };
        return count;
      }
      case 'end':
        if (!isZero(rest)) throw damaged(say('archive.behind-end-mark'));
        state.zeroBytes += rest.length;
        return rest.length;
      default:
        return assertNever(state);
    }
  };

  return {
    push: (chunk) => {
      for (let offset = 0; offset < chunk.length;) offset += take(chunk.subarray(offset));
    },
    end: () => {
      const complete =
        state.at === 'end' && state.zeroBytes >= 2 * BLOCK && longName === undefined && longTarget === undefined;
      if (!complete) throw damaged(blocks === 0 ? say('archive.not-tar') : say('archive.no-end-mark', { place }));
    },
  };
}

/** What is wrong with a header block. Without a first one that looks like a header it is no tar at all. */
function complaint(wrong: Extract<TarBlock, string>, place: string, first: boolean): string {
  if (wrong === 'no-tar' && first) return say('archive.not-tar');
  return wrong === 'bad-checksum' ? say('archive.header-checksum', { place }) : say('archive.header-broken', { place });
}

function isExtension({ kind }: TarHeader): boolean {
  return kind === 'long-name' || kind === 'long-target' || kind === 'pax';
}

function damaged(detail: string): KeepError {
  return keepError('archive/damaged', { detail });
}
