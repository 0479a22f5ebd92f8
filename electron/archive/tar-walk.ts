import { assertNever, keepError, say, type KeepError } from '../../shared/index.ts';
import { quoted } from './quoted.ts';
import { BLOCK, readTarHeader, sparseMapGoesOn, type TarBlock, type TarHeader } from './tar-header.ts';
import { innerPath } from './tar-path.ts';
import { paxRecords } from './tar-pax.ts';
import { isZero } from './zeros.ts';

/** A member of the archive. Names hold the bytes of the names, one per character (latin1). */
export interface TarEntry {
  readonly path: string;
  /** As written. */
  readonly name: string;
  /** `other`: devices, named pipes, sparse files, and what POSIX does not know. */
  readonly kind: 'file' | 'folder' | 'symlink' | 'hardlink' | 'other';
  /** The letter of its type. */
  readonly letter: string;
  /** Where a link leads, as written; empty for all else. */
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

interface Body {
  readonly sink: EntrySink;
  readonly size: number;
}

type State =
  /** `perhaps`: the contents of a kind that should have none; whether they are there shows in this block. */
  | { readonly at: 'header'; filled: number; readonly perhaps?: Body }
  | { readonly at: 'sparse-map'; filled: number; readonly body: Body }
  | { readonly at: 'body'; readonly sink: EntrySink; left: number; readonly padding: number }
  | { readonly at: 'padding'; left: number }
  | { readonly at: 'end'; zeroBytes: number };

/** What extended headers tell about the next entry. */
interface Told {
  readonly name?: string;
  readonly target?: string;
  readonly size?: number;
}

/**
 * Walks a tar archive from its first header to its two zero blocks, and keeps nothing.
 *
 * tar-stream is not used here because it forgives too much for a proof: it needs no end mark, skips zero blocks in the
 * middle, and reads `12x4` as a size (tar-leniency.test.ts shows each).
 */
export function walkTar(receive: (entry: TarEntry) => EntrySink): TarWalk {
  const block = Buffer.alloc(BLOCK);
  let state: State = { at: 'header', filled: 0 };
  let place = say('archive.at-beginning');
  let blocks = 0;
  let told: Told = {};

  const header = (perhaps?: Body): State => ({
    at: 'header',
    filled: 0,
    ...(perhaps === undefined ? {} : { perhaps }),
  });

  const bodyOf = ({ sink, size }: Body): State => {
    if (size > 0) return { at: 'body', sink, left: size, padding: (BLOCK - (size % BLOCK)) % BLOCK };
    sink.end();
    return header();
  };

  /** The state behind a complete header block. */
  const afterHeader = (perhaps: Body | undefined): State => {
    const found = readTarHeader(block);
    if (perhaps !== undefined) {
      if (typeof found === 'string' && found !== 'zero') {
        state = bodyOf(perhaps);
        push(block);
        return state;
      }
      perhaps.sink.end();
    }
    if (found === 'zero') return { at: 'end', zeroBytes: BLOCK };
    if (typeof found === 'string') throw damaged(complaint(found, place, blocks === 0));
    blocks += 1;
    if (isExtension(found)) return bodyOf({ sink: collect(found), size: found.size });
    const entry = entryOf(found);
    const body = { sink: receive(entry), size: entry.size };
    if (found.mapGoesOn) return { at: 'sparse-map', filled: 0, body };
    // Of folders, links and devices some writers tell a size without writing anything.
    const mayBeEmpty = ['folder', 'symlink', 'hardlink', 'special'].includes(found.kind);
    return mayBeEmpty && entry.size > 0 ? header(body) : bodyOf(body);
  };

  const entryOf = (found: TarHeader): TarEntry => {
    const name = told.name ?? found.path;
    const target = told.target ?? found.target;
    const size = told.size ?? found.size;
    told = {};
    const path = innerPath(name);
    const { letter, kind } = found;
    if (path === '' && kind !== 'folder') throw damaged(say('archive.entry-name', { place }));
    place = say('archive.after', { path: quoted(path) });
    const isLink = kind === 'symlink' || kind === 'hardlink';
    return {
      path,
      name,
      kind: isLink || kind === 'file' || kind === 'folder' ? kind : 'other',
      letter,
      target: isLink ? target : '',
      size,
    };
  };

  /** The contents of a header that belongs to the next entry. */
  const collect = ({ kind, size }: TarHeader): EntrySink => {
    if (size > LONGEST_EXTENSION) throw damaged(say('archive.header-broken', { place }));
    const parts: Uint8Array[] = [];
    return {
      write: (chunk) => parts.push(Uint8Array.from(chunk)),
      end: () => {
        const contents = Buffer.concat(parts);
        const plain = contents.toString('latin1').replace(/\0+$/, '');
        if (kind === 'long-name') told = { ...told, name: plain };
        else if (kind === 'long-target') told = { ...told, target: plain };
        // What holds for all entries that follow are comments and times.
        else if (kind === 'pax') told = { ...told, ...paxTold(contents) };
      },
    };
  };

  const paxTold = (contents: Buffer): Told => {
    const records = paxRecords(contents);
    const [name, target, size] = ['path', 'linkpath', 'size'].map((key) => records?.get(key));
    if (records === undefined || (size !== undefined && !/^\d{1,15}$/.test(size))) {
      throw damaged(say('archive.header-broken', { place }));
    }
    return {
      ...(name === undefined ? {} : { name }),
      ...(target === undefined ? {} : { target }),
      ...(size === undefined ? {} : { size: Number(size) }),
    };
  };

  const fill = (rest: Uint8Array, filled: number): number => {
    const part = rest.subarray(0, BLOCK - filled);
    block.set(part, filled);
    return part.length;
  };

  /** Takes some bytes and tells how many. */
  const take = (rest: Uint8Array): number => {
    switch (state.at) {
      case 'header': {
        const taken = fill(rest, state.filled);
        state.filled += taken;
        if (state.filled === BLOCK) state = afterHeader(state.perhaps);
        return taken;
      }
      case 'sparse-map': {
        const taken = fill(rest, state.filled);
        state.filled += taken;
        if (state.filled < BLOCK) return taken;
        state.body.sink.write(block);
        state = sparseMapGoesOn(block) ? { at: 'sparse-map', filled: 0, body: state.body } : bodyOf(state.body);
        return taken;
      }
      case 'body': {
        const part = rest.subarray(0, state.left);
        state.sink.write(part);
        state.left -= part.length;
        if (state.left === 0) {
          state.sink.end();
          state = state.padding === 0 ? header() : { at: 'padding', left: state.padding };
        }
        return part.length;
      }
      case 'padding': {
        const count = Math.min(state.left, rest.length);
        state.left -= count;
        if (state.left === 0) state = header();
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

  const push = (chunk: Uint8Array): void => {
    for (let offset = 0; offset < chunk.length;) offset += take(chunk.subarray(offset));
  };

  return {
    push,
    end: () => {
      const complete = state.at === 'end' && state.zeroBytes >= 2 * BLOCK && Object.keys(told).length === 0;
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
  return kind === 'long-name' || kind === 'long-target' || kind === 'pax' || kind === 'global-pax';
}

function damaged(detail: string): KeepError {
  return keepError('archive/damaged', { detail });
}
