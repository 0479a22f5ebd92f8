const MOST = 3;
const WITHIN_MS = 60_000;

/**
 * Whether a page that crashed may come back: one that crashes while it starts would do so for ever.
 * @param now milliseconds of a clock that only goes forward
 * @returns asked after each crash
 */
export function fewReloads(now: () => number): () => boolean {
  let crashes: readonly number[] = [];
  return () => {
    crashes = [...crashes.filter((at) => now() - at < WITHIN_MS), now()];
    return crashes.length <= MOST;
  };
}
