import type { DurableFile, DurableFs } from '../../electron/vault/index.ts';

export interface Fault {
  /** Which call fails, counted from 1. */
  readonly nth: number;
  /** `once`: that call alone. `forever`: that call and every one after it. */
  readonly lasting: 'once' | 'forever';
  /** `before`: the call does nothing. `after`: it does its work and fails all the same, like a share whose answer is lost. */
  readonly when: 'before' | 'after';
  /** The system's code, ENOSPC for instance. */
  readonly code: string;
}

export interface FaultyFs {
  readonly fs: DurableFs;
  /** Every call so far, by name. */
  readonly calls: readonly string[];
  /** Those that failed by the fault. */
  readonly failed: readonly string[];
}

export function diskError(code: string): Error {
  return Object.assign(new Error(`${code}: planted`), { code });
}

/** A disk whose nth call fails. Calls on open files are counted like all others. */
export function faultyFs(base: DurableFs, fault: Fault): FaultyFs {
  const calls: string[] = [];
  const failed: string[] = [];
  async function call<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    calls.push(name);
    const fails = fault.lasting === 'once' ? calls.length === fault.nth : calls.length >= fault.nth;
    if (!fails) return await work();
    failed.push(name);
    // A file that could not be closed is gone for the program nevertheless.
    if (fault.when === 'after' || name === 'close') await work();
    throw diskError(fault.code);
  }
  const wrapped = (file: DurableFile): DurableFile => ({
    write: (...given) => call('write', () => file.write(...given)),
    read: (...given) => call('read', () => file.read(...given)),
    stat: () => call('stat of an open file', () => file.stat()),
    sync: () => call('sync', () => file.sync()),
    close: () => call('close', () => file.close()),
  });
  /** Opened, then reported as failed: the handle must not leak. */
  const opened = (name: string, open: () => Promise<DurableFile>): Promise<DurableFile> => {
    let handle: DurableFile | undefined;
    return call(name, async () => wrapped((handle = await open()))).catch(async (thrown: unknown) => {
      await handle?.close();
      throw thrown;
    });
  };
  return {
    calls,
    failed,
    fs: {
      createFile: (path) => opened('createFile', () => base.createFile(path)),
      openFile: (path) => opened('openFile', () => base.openFile(path)),
      openFolder: (path) => opened('openFolder', () => base.openFolder(path)),
      link: (...given) => call('link', () => base.link(...given)),
      rename: (...given) => call('rename', () => base.rename(...given)),
      unlink: (path) => call('unlink', () => base.unlink(path)),
      makeFolder: (path) => call('makeFolder', () => base.makeFolder(path)),
      removeFolder: (path) => call('removeFolder', () => base.removeFolder(path)),
      chmod: (...given) => call('chmod', () => base.chmod(...given)),
      stat: (path) => call('stat', () => base.stat(path)),
      lstat: (path) => call('lstat', () => base.lstat(path)),
      list: (path) => call('list', () => base.list(path)),
    },
  };
}
