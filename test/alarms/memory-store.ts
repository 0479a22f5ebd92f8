import type { AlarmStore } from '../../electron/alarms/index.ts';

export interface MemoryStore extends AlarmStore {
  /** What a disk would hold. */
  readonly records: Map<string, string>;
  /** Calls fail while this is true. */
  readonly broken: { now: boolean };
}

/** A store as two processes would share it: only text is kept, the right to deliver is given once. */
export function memoryStore(): MemoryStore {
  const records = new Map<string, string>();
  const broken = { now: false };
  let taken = false;
  const use = <Result>(work: () => Result): Promise<Result> =>
    broken.now ? Promise.reject(new Error('no space left on the disk')) : Promise.resolve(work());
  return {
    records,
    broken,
    list: () => use(() => [...records.values()].map((text): unknown => JSON.parse(text))),
    put: (id, record) => use(() => void records.set(id, JSON.stringify(record))),
    remove: (id) => use(() => void records.delete(id)),
    claim: () => {
      if (taken) return undefined;
      taken = true;
      return () => {
        taken = false;
      };
    },
  };
}
