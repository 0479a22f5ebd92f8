import type { BatchModel } from '../../../shared/ipc/index.ts';
import type { BackupResult } from '../../keeper/index.ts';

/** Backups of several devices that were asked for at once, until all of them have ended; then their outcome, until it was read. */
export interface Batch {
  /** More that are asked for while one is under way belong to it. */
  readonly begun: (deviceIds: readonly string[]) => void;
  readonly ended: (deviceId: string, result: BackupResult) => void;
  /** The outcome of the last one; null while there is nothing to read. */
  readonly outcome: () => BatchModel | null;
  readonly dismiss: () => void;
}

type End = 'backed-up' | 'failed' | 'cancelled';

/** @param onChange told the outcome of a batch, and null when it was read or another one begins */
export function createBatch(onChange: (outcome: BatchModel | null) => void): Batch {
  let ends: Map<string, End | undefined> | undefined;
  let outcome: BatchModel | null = null;

  function show(next: BatchModel | null): void {
    if (next === outcome) return;
    outcome = next;
    onChange(next);
  }

  return {
    begun: (deviceIds) => {
      if (ends === undefined && deviceIds.length < 2) return;
      ends ??= new Map();
      for (const id of deviceIds) ends.set(id, undefined);
      show(null);
    },
    ended: (deviceId, result) => {
      if (ends?.has(deviceId) !== true) return;
      ends.set(deviceId, endOf(result));
      if ([...ends.values()].includes(undefined)) return;
      const idsOf = (end: End): string[] => [...(ends ?? [])].flatMap(([id, each]) => (each === end ? [id] : []));
      const backedUp = idsOf('backed-up').length;
      const next = { backedUp, cancelled: idsOf('cancelled').length, failed: idsOf('failed') };
      ends = undefined;
      show(next);
    },
    outcome: () => outcome,
    dismiss: () => show(null),
  };
}

function endOf(result: BackupResult): End {
  if (result.ok) return 'backed-up';
  return result.error.code === 'cancelled' ? 'cancelled' : 'failed';
}
