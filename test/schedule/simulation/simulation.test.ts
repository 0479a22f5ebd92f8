import fc from 'fast-check';
import { describe, it } from 'vitest';
import { peacefulHistory, unrulyHistory } from './histories.ts';
import { expectFreeSlotsSatisfied, expectPromises } from './promises.ts';
import { simulate } from './simulate.ts';

/** fast-check prints the seed and the path of a failure; put them here to see it again. */
const RUNS = { numRuns: Number(process.env['ROUTERKEEP_HISTORIES'] ?? 1_500) };

describe('the schedule over random histories', () => {
  it('gives each occurrence one run or one reason, in sleep, away, paused, killed, with a router that is gone', () => {
    fc.assert(
      fc.property(peacefulHistory, (history) => {
        const outcome = simulate(history);
        expectPromises(history, outcome);
        expectFreeSlotsSatisfied(history, outcome);
      }),
      RUNS,
    );
  });

  it('and when the clock is set back and forward and the zone changes', () => {
    fc.assert(
      fc.property(unrulyHistory, (history) => {
        expectPromises(history, simulate(history));
      }),
      RUNS,
    );
  });
});
