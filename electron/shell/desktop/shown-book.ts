/** More than a person reads; a desktop that never tells of a closed one must not fill the memory. */
const MOST_KEPT = 100;

type Shown = NodeJS.EventEmitter & { readonly close: () => void };

export interface ShownBook {
  /** @param topic a newer one about the same takes the place of the one before */
  readonly keep: (shown: Shown, topic?: string) => void;
  readonly size: () => number;
  readonly closeAll: () => void;
}

/** Notifications that are on the screen. Each is kept until it was clicked or closed: one that is collected loses its click. */
export function createShownBook(): ShownBook {
  const kept = new Map<Shown, string | undefined>();

  function drop(shown: Shown): void {
    kept.delete(shown);
    shown.close();
  }

  return {
    keep: (shown, topic) => {
      const before = [...kept].find(([, about]) => about === topic);
      if (topic !== undefined && before !== undefined) drop(before[0]);
      kept.set(shown, topic);
      for (const end of ['click', 'close', 'failed']) shown.on(end, () => kept.delete(shown));
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) drop(oldest);
    },
    size: () => kept.size,
    closeAll: () => {
      for (const shown of [...kept.keys()]) drop(shown);
    },
  };
}
