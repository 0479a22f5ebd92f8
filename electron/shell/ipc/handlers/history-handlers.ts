import { setImmediate } from 'node:timers/promises';
import type { HistoryRow, Input } from '../../../../shared/ipc/index.ts';
import type { HistoryEntry, Selection } from '../../../keeper/index.ts';
import type { Engine } from '../../engine/index.ts';
import type { Call, DeskPorts, Handlers } from '../types.ts';

type Mine = 'history/page' | 'history/nights';

/** A filtered page looks at so many entries at most, then hands out what it has. */
const MOST_LOOKED_AT = 2000;

/** What happened. */
export function historyHandlers({ stage }: DeskPorts): Pick<Handlers, Mine> {
  return {
    'history/page': (input, call) => page(stage.engine(), input, call),
    'history/nights': async ({ deviceId, count }) => [
      ...(await stage.engine().keeper.nights(selectionOf(stage.engine(), deviceId), count)),
    ],
  };
}

/** Reads on until the page is full of what passes the filter. */
async function page(
  engine: Engine,
  { deviceId, before, limit, filter }: Input<'history/page'>,
  { signal }: Call,
): Promise<{ rows: HistoryRow[]; next?: { at: string; id: string } }> {
  const selection = selectionOf(engine, deviceId);
  const rows: HistoryRow[] = [];
  let place = before;
  for (let looked = 0; looked < MOST_LOOKED_AT;) {
    signal.throwIfAborted();
    const entries = await engine.keeper.history(selection, {
      ...(place === undefined ? {} : { before: place }),
      limit,
    });
    looked += entries.length;
    for (const entry of entries) {
      place = { at: entry.at, id: entry.id };
      if (passes(entry, filter)) rows.push(rowOf(engine, entry));
      if (rows.length === limit) return { rows, next: place };
    }
    if (entries.length < limit) return { rows };
    await setImmediate();
  }
  return { rows, ...(place === undefined ? {} : { next: place }) };
}

/** `changes`: the settings were others than before; `problems`: something did not go as planned, or counts no more. */
function passes({ outcome, changed, night, backup }: HistoryEntry, filter: Input<'history/page'>['filter']): boolean {
  if (filter === 'all') return true;
  if (filter === 'changes') return outcome === 'verified' && changed !== false;
  if (backup === 'damaged' || backup === 'missing') return true;
  return ['failed', 'interrupted', 'skipped'].includes(outcome) || night?.state === 'caught-up';
}

function rowOf({ idOf }: Engine, { night, device, ...entry }: HistoryEntry): HistoryRow {
  return { ...entry, device, deviceId: idOf(device) ?? device, kind: night === undefined ? 'run' : 'night' };
}

function selectionOf({ nameOf }: Engine, deviceId: string | undefined): Selection {
  return deviceId === undefined ? { kind: 'all' } : { kind: 'names', names: [nameOf(deviceId)] };
}
