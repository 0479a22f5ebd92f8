/**
 * A piece of work that never runs twice at once: asked for while it runs, it runs once more afterwards, so that what
 * came in meanwhile is seen. `work` must not reject.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  const wish = { open: false };
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    while (wish.open) {
      wish.open = false;
      await work();
    }
    // In the same instant as the last look: whoever asks from now on starts it anew.
    running = undefined;
  };
  return async () => {
    wish.open = true;
    running ??= run();
    await running;
  };
}
