/** Waits for something to become true, asked again after each change that is made known: no clock, no polling. */
export interface WaitingRoom {
  /** The first answer that is not undefined. @throws what the question throws */
  readonly until: <T>(question: () => Promise<T | undefined>) => Promise<T>;
  /** Something changed: all who wait ask again. */
  readonly changed: () => void;
}

export function waitingRoom(): WaitingRoom {
  const waiting = new Set<() => void>();
  return {
    changed: () => {
      waiting.forEach((again) => again());
    },
    until: async (question) => {
      for (;;) {
        // Listening before asking, so that no change between the two is missed.
        const change = Promise.withResolvers<undefined>();
        const again = (): void => change.resolve(undefined);
        waiting.add(again);
        try {
          const answer = await question();
          if (answer !== undefined) return answer;
          await change.promise;
        } finally {
          waiting.delete(again);
        }
      }
    },
  };
}
