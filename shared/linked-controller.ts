/** A controller that other signals abort too, until it is released. */
export interface LinkedController {
  readonly signal: AbortSignal;
  readonly abort: (reason?: unknown) => void;
  /** Lets go of the other signals. Who forgets it keeps everything that listens for as long as they live. */
  readonly release: () => void;
}

/**
 * Joins signals for a while. Not AbortSignal.any: Node keeps such a signal for ever once somebody listens to it (nodejs/node
 * issue 54614), and with it what the listener holds, in a schedule that runs for months.
 */
export function linkedController(...outer: readonly AbortSignal[]): LinkedController {
  const controller = new AbortController();
  const releases = outer.map((signal) => {
    const end = (): void => {
      controller.abort(signal.reason);
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    return () => {
      signal.removeEventListener('abort', end);
    };
  });
  return {
    signal: controller.signal,
    abort: (reason) => {
      controller.abort(reason);
    },
    release: () => {
      for (const release of releases) release();
    },
  };
}
