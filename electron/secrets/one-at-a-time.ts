import type { Clock } from '../../shared/index.ts';

/** How long a call may take before a person must be looking at a dialogue of the keychain, unanswered. */
const PATIENCE_MS = 120_000;

/** Runs calls one after another. */
export type OneAtATime = <Result>(call: () => Promise<Result>) => Promise<Result>;

/**
 * A keychain that asks the person to unlock it keeps its call waiting, and with it one of the four threads that also
 * serve files and names: so one call at a time, and none while an earlier one is given up but not yet over.
 * @param giveUp the error for a call that takes too long
 */
export function oneAtATime(clock: Pick<Clock, 'sleep'>, giveUp: () => Error): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  let hanging = false;

  const run = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    if (hanging) throw giveUp();
    const over = new AbortController();
    const answer = Promise.resolve()
      .then(call)
      .finally(() => {
        hanging = false;
        over.abort();
      });
    const patience = clock.sleep(PATIENCE_MS, over.signal).then(
      () => {
        hanging = true;
        throw giveUp();
      },
      // The answer came first.
      () => answer,
    );
    return await Promise.race([answer, patience]);
  };

  return (call) => {
    const turn = last.then(() => run(call));
    last = turn.catch(() => undefined);
    return turn;
  };
}
