import { Laptop } from './laptop.ts';
import type { Options, Outcome } from './outcome.ts';
import { DAY, type Event, type History } from './world.ts';

/** Plays a history with a small keeper: it acts on what `due` decides, and on nothing else. */
export function simulate(history: History, options: Options = {}): Outcome {
  const laptop = new Laptop(history, options);
  let t = history.start;
  for (const event of [...history.events, { after: 2 * DAY, happening: { kind: 'nudges' } } satisfies Event]) {
    t = laptop.liveUntil(t, t + event.after, options.tickEvery);
    t = laptop.meet(event.happening, t, options.tickEvery);
  }
  return laptop.outcome(t);
}
