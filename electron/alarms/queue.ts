import { lastId, lastSchema, pendingSchema, type Last, type Pending } from './pending.ts';
import type { AlarmStore } from './types.ts';

/** What is remembered, read at one moment. */
export interface Remembered {
  readonly pending: readonly Pending[];
  readonly last: readonly Last[];
}

/** The store with a memory of its own for what the store cannot take (full disk, locked): nothing here rejects. */
export interface Queue {
  readonly read: () => Promise<Remembered>;
  readonly put: (entry: Pending) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  readonly putLast: (last: Last) => Promise<void>;
}

export function openQueue(store: AlarmStore): Queue {
  // Only what the store refused: a record it should have, or undefined for one it should not have any more.
  const refused = new Map<string, Pending | Last | undefined>();
  const change = async (id: string, record: Pending | Last | undefined): Promise<void> => {
    try {
      await (record === undefined ? store.remove(id) : store.put(id, record));
      refused.delete(id);
    } catch {
      refused.set(id, record);
    }
  };
  return {
    read: async () => {
      // The store may take it by now.
      for (const [id, record] of [...refused]) await change(id, record);
      const records = new Map<string, Pending | Last>();
      for (const stored of await listed(store)) {
        const record = parse(stored);
        // A record of another version is not ours to judge, nor to delete.
        if (record !== undefined) records.set(idOf(record), record);
      }
      for (const [id, record] of refused) {
        if (record === undefined) records.delete(id);
        else records.set(id, record);
      }
      const all = [...records.values()];
      return {
        pending: all.filter((record) => record.record === 'pending'),
        last: all.filter((record) => record.record === 'last'),
      };
    },
    put: (entry) => change(entry.id, entry),
    remove: (id) => change(id, undefined),
    putLast: (last) => change(lastId(last.targetId), last),
  };
}

async function listed(store: AlarmStore): Promise<readonly unknown[]> {
  try {
    return await store.list();
  } catch {
    return [];
  }
}

function parse(stored: unknown): Pending | Last | undefined {
  return pendingSchema.safeParse(stored).data ?? lastSchema.safeParse(stored).data;
}

function idOf(record: Pending | Last): string {
  return record.record === 'pending' ? record.id : lastId(record.targetId);
}
