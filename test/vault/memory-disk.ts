import path from 'node:path';
import type { DurableFile, DurableFs, FileFacts } from '../../electron/vault/index.ts';
import { diskError } from './faulty-fs.ts';

/** Chooses one of `count` possibilities: what a loss of power leaves is up to chance. */
export type Pick = (count: number) => number;

interface FileNode {
  readonly kind: 'file';
  readonly ino: number;
  data: Uint8Array;
  /** What the last sync wrote through; undefined while there was none. */
  synced: Uint8Array | undefined;
}

/** One change of names; a rename is one change of two names. */
type Change = readonly (readonly [name: string, node: DiskNode | undefined])[];

interface FolderNode {
  readonly kind: 'folder';
  readonly ino: number;
  readonly names: Map<string, DiskNode>;
  readonly synced: Map<string, DiskNode>;
  /** Changes since the last sync of the folder. */
  pending: Change[];
}

type DiskNode = FileNode | FolderNode;

export interface MemoryDisk {
  readonly fs: DurableFs;
  /**
   * The disk after a loss of power now. Only what was synced is certain: of the changes of names since then each may
   * have survived or not, in any combination; a file written since its sync holds what it held then, or zeros,
   * or a part, or all.
   */
  readonly losePower: (pick: Pick) => MemoryDisk;
}

/** A disk that promises no more than POSIX does. It has one folder, `/vault`. */
export function memoryDisk(): MemoryDisk {
  const root = folderNode(1);
  const vault = folderNode(2);
  root.names.set('vault', vault);
  root.synced.set('vault', vault);
  return diskOf(root);
}

function folderNode(ino: number): FolderNode {
  return { kind: 'folder', ino, names: new Map(), synced: new Map(), pending: [] };
}

function diskOf(root: FolderNode): MemoryDisk {
  let inodes = 1000;
  const find = (full: string): DiskNode => {
    let node: DiskNode = root;
    for (const name of full.split('/').filter(Boolean)) {
      if (node.kind !== 'folder') throw diskError('ENOTDIR');
      const next = node.names.get(name);
      if (next === undefined) throw diskError('ENOENT');
      node = next;
    }
    return node;
  };
  const folder = (full: string): FolderNode => {
    const node = find(full);
    if (node.kind !== 'folder') throw diskError('ENOTDIR');
    return node;
  };
  const has = (full: string): boolean => folder(path.dirname(full)).names.has(path.basename(full));
  const change = (parent: FolderNode, changed: Change): void => {
    parent.pending.push(changed);
    apply(parent.names, changed);
  };
  const add = (full: string, node: DiskNode): void => {
    if (has(full)) throw diskError('EEXIST');
    change(folder(path.dirname(full)), [[path.basename(full), node]]);
  };
  const facts = (node: DiskNode): FileFacts => ({
    size: node.kind === 'file' ? node.data.length : 0,
    blocks: 8,
    mode: node.kind === 'file' ? 0o100600 : 0o40700,
    ino: node.ino,
    dev: 1,
    nlink: 1,
    mtimeMs: 0,
    isFile: () => node.kind === 'file',
    isDirectory: () => node.kind === 'folder',
    isSymbolicLink: () => false,
  });
  const opened = (node: DiskNode): DurableFile => {
    let at = 0;
    return {
      write: (buffer, offset, length) =>
        soon(() => {
          if (node.kind !== 'file') throw diskError('EISDIR');
          const grown = new Uint8Array(Math.max(node.data.length, at + length));
          grown.set(node.data);
          grown.set(buffer.subarray(offset, offset + length), at);
          node.data = grown;
          at += length;
          return { bytesWritten: length };
        }),
      read: (buffer, offset, length) =>
        soon(() => {
          if (node.kind !== 'file') throw diskError('EISDIR');
          const part = node.data.subarray(at, at + length);
          buffer.set(part, offset);
          at += part.length;
          return { bytesRead: part.length };
        }),
      stat: () => soon(() => facts(node)),
      sync: () =>
        soon(() => {
          if (node.kind === 'file') node.synced = node.data;
          else {
            for (const changed of node.pending) apply(node.synced, changed);
            node.pending = [];
          }
        }),
      close: () => soon(() => undefined),
    };
  };
  const fs: DurableFs = {
    createFile: (full) =>
      soon(() => {
        const node: FileNode = { kind: 'file', ino: (inodes += 1), data: new Uint8Array(), synced: undefined };
        add(full, node);
        return opened(node);
      }),
    openFile: (full) => soon(() => opened(find(full))),
    openFolder: (full) => soon(() => opened(folder(full))),
    link: (existing, created) => soon(() => add(created, find(existing))),
    rename: (from, to) =>
      soon(() => {
        const node = find(from);
        change(folder(path.dirname(from)), [
          [path.basename(from), undefined],
          [path.basename(to), node],
        ]);
      }),
    unlink: (full) =>
      soon(() => {
        find(full);
        change(folder(path.dirname(full)), [[path.basename(full), undefined]]);
      }),
    makeFolder: (full) => soon(() => add(full, folderNode((inodes += 1)))),
    removeFolder: (full) =>
      soon(() => {
        if (folder(full).names.size > 0) throw diskError('ENOTEMPTY');
        change(folder(path.dirname(full)), [[path.basename(full), undefined]]);
      }),
    chmod: () => soon(() => undefined),
    stat: (full) => soon(() => facts(find(full))),
    lstat: (full) => soon(() => facts(find(full))),
    list: (full) => soon(() => [...folder(full).names.keys()]),
  };
  return { fs, losePower: (pick) => diskOf(afterPowerLoss(root, pick)) };
}

function afterPowerLoss(root: FolderNode, pick: Pick): FolderNode {
  const survivors = new Map<DiskNode, DiskNode>();
  const survivor = (node: DiskNode): DiskNode => {
    const known = survivors.get(node);
    if (known !== undefined) return known;
    const made = node.kind === 'file' ? survivingFile(node, pick) : folderNode(node.ino);
    survivors.set(node, made);
    if (node.kind === 'folder' && made.kind === 'folder') {
      const names = new Map(node.synced);
      for (const changed of node.pending) if (pick(2) === 1) apply(names, changed);
      for (const [name, inside] of names) {
        made.names.set(name, survivor(inside));
        made.synced.set(name, survivor(inside));
      }
    }
    return made;
  };
  const after = survivor(root);
  if (after.kind !== 'folder') throw new Error('the root is a folder');
  return after;
}

function survivingFile(node: FileNode, pick: Pick): FileNode {
  const possible = [
    node.data,
    node.synced ?? new Uint8Array(),
    new Uint8Array(node.data.length),
    node.data.subarray(0, node.data.length >> 1),
  ];
  const data = node.synced === node.data ? node.data : (possible[pick(possible.length)] ?? node.data);
  return { kind: 'file', ino: node.ino, data, synced: data };
}

function apply(names: Map<string, DiskNode>, changed: Change): void {
  for (const [name, node] of changed) {
    if (node === undefined) names.delete(name);
    else names.set(name, node);
  }
}

/** As a real disk: never at once, errors as rejections. */
async function soon<Result>(work: () => Result): Promise<Result> {
  await Promise.resolve();
  return work();
}
