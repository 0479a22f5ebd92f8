import { keepError, type Clock } from '../../../shared/index.ts';
import { diskFs, type DurableFile, type DurableFs } from '../../vault/index.ts';
import type { PlaceDoor } from './types.ts';

/** @param base the disk; replaced in tests */
export function openPlaceDoor(clock: Clock, base: DurableFs = diskFs): PlaceDoor {
  const stuck = new Set<string>();
  return {
    through: async (root, patience, work) => {
      const away = (): Error => keepError('copy/missing', { folder: root });
      if (stuck.has(root)) throw away();
      const calls = watchCalls(base);
      const done = new AbortController();
      const working = work(calls.fs);
      const hanging = silence(clock, patience, calls, done.signal).then(() => {
        calls.cut();
        stuck.add(root);
        // It ends when the call that hangs comes back, if it ever does.
        working.then(
          () => stuck.delete(root),
          () => stuck.delete(root),
        );
        throw away();
      });
      try {
        return await Promise.race([working, hanging]);
      } finally {
        done.abort();
      }
    },
  };
}

interface WatchedCalls {
  readonly fs: DurableFs;
  /** How many calls came back, and how many have not yet. */
  readonly count: () => { readonly returned: number; readonly open: number };
  /** From now on every call fails. */
  readonly cut: () => void;
}

/** Resolves when a call has been open for `patience` while none came back; never, once `done`. */
async function silence(clock: Clock, patience: number, calls: WatchedCalls, done: AbortSignal): Promise<void> {
  for (;;) {
    const before = calls.count();
    try {
      await clock.sleep(patience, done);
    } catch {
      // The work has ended.
      return new Promise(() => undefined);
    }
    const { returned, open } = calls.count();
    if (before.open > 0 && open > 0 && returned === before.returned) return undefined;
  }
}

function watchCalls(base: DurableFs): WatchedCalls {
  let returned = 0;
  let open = 0;
  let whole = true;
  const call = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (!whole) throw Object.assign(new Error('given up'), { code: 'ETIMEDOUT' });
    open += 1;
    try {
      return await work();
    } finally {
      open -= 1;
      returned += 1;
    }
  };
  const file = (opened: DurableFile): DurableFile => ({
    write: (buffer, offset, length) => call(() => opened.write(buffer, offset, length)),
    read: (buffer, offset, length) => call(() => opened.read(buffer, offset, length)),
    stat: () => call(() => opened.stat()),
    sync: () => call(() => opened.sync()),
    // A handle is given back even then.
    close: () => opened.close(),
  });
  return {
    fs: {
      createFile: async (path) => file(await call(() => base.createFile(path))),
      openFile: async (path) => file(await call(() => base.openFile(path))),
      openFolder: async (path) => file(await call(() => base.openFolder(path))),
      link: (existing, created) => call(() => base.link(existing, created)),
      rename: (from, to) => call(() => base.rename(from, to)),
      unlink: (path) => call(() => base.unlink(path)),
      makeFolder: (path) => call(() => base.makeFolder(path)),
      removeFolder: (path) => call(() => base.removeFolder(path)),
      chmod: (path, mode) => call(() => base.chmod(path, mode)),
      stat: (path) => call(() => base.stat(path)),
      lstat: (path) => call(() => base.lstat(path)),
      list: (path) => call(() => base.list(path)),
    },
    count: () => ({ returned, open }),
    cut: () => {
      whole = false;
    },
  };
}
