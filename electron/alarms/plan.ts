import { isOver, type Pending } from './pending.ts';

/** Deliveries that are remembered at once, over all targets: a network that failed for two hundred devices fits. */
const MOST_PENDING = 1000;

export interface Plan {
  /** Per target, oldest first: each is sent only after those before it. */
  readonly lanes: ReadonlyMap<string, readonly Pending[]>;
  /** Too old, tried too often, overtaken by a later signal, or too many. */
  readonly drop: readonly Pending[];
}

/**
 * Which deliveries still make sense, and in which order. Pure.
 * Of the signals for one switch only the latest counts: a start that arrived after its success would open a run that
 * never ends. Messages all count, in their order; of too many the oldest go first.
 */
export function planDeliveries(pending: readonly Pending[], now: number): Plan {
  const inOrder = [...pending].sort((one, other) => one.order - other.order || one.queuedAt - other.queuedAt);
  const latest = new Map<string, Pending>();
  for (const entry of inOrder) if (entry.content.type === 'signal') latest.set(entry.targetId, entry);
  const alive = inOrder.filter(
    (entry) => !isOver(entry, now) && (entry.content.type === 'message' || latest.get(entry.targetId) === entry),
  );
  const byAge = [...alive].sort((one, other) => other.queuedAt - one.queuedAt);
  const fitting = new Set(byAge.slice(0, MOST_PENDING));
  const kept = alive.filter((entry) => fitting.has(entry));
  return {
    lanes: Map.groupBy(kept, ({ targetId }) => targetId),
    drop: inOrder.filter((entry) => !fitting.has(entry)),
  };
}
