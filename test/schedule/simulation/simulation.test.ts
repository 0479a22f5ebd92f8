import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { due, nextMoment, protection, protectionSentence, type Situation } from '../../../electron/schedule/index.ts';
import { berlin } from '../night-watch.ts';
import { peacefulHistory, unrulyHistory } from './histories.ts';
import { expectFreeSlotsSatisfied, expectPromises } from './promises.ts';
import { simulate } from './simulate.ts';
import { MINUTE } from './world.ts';
import { injects } from '../../faults/index.ts';

/** ROUTERKEEP_HISTORIES=20000 plays more of them. fast-check prints the seed and the path of a failure: `{ seed, path }` here plays it again. */
const RUNS = { numRuns: Number(process.env.ROUTERKEEP_HISTORIES ?? 1_000) };

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

  it('and when the clock is set back and forward and the zone changes', (context) => {
    const fault = injects(context, 'desktop/zone-changed');
    fc.assert(
      fc.property(unrulyHistory, (history) => {
        expectPromises(history, simulate(history));
      }),
      RUNS,
    );
    fault.fired(RUNS.numRuns);
  });

  it('comes to the same when it looks every minute too, beside the moments it named', () => {
    fc.assert(
      fc.property(peacefulHistory, (history) => {
        const byMoment = simulate(history);
        const byMinute = simulate(history, { tickEvery: MINUTE });
        expect(byMinute.rows.map(({ slot, state }) => [slot, state])).toEqual(
          byMoment.rows.map(({ slot, state }) => [slot, state]),
        );
      }),
      { numRuns: RUNS.numRuns / 200 },
    );
  });

  it('changes no state and no sentence before the moment it named', () => {
    const anyTime = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(unrulyHistory, anyTime, (history, part) => {
        const looks: Situation[] = [];
        simulate(history, { watcher: (situation) => looks.push(situation) });
        for (const situation of looks.filter((_, index) => index % 17 === 0)) {
          const { verdict, state, text, until } = look(situation);
          if (verdict.decision.kind === 'run') continue;
          const change = Math.min(until, nextMoment(verdict, state), situation.now + 40 * 24 * 60 * MINUTE);
          const later = look({
            ...situation,
            now: Math.min(change - 1, Math.floor(situation.now + (change - situation.now) * part)),
          });
          expect(later.state.state).toBe(state.state);
          expect(later.text).toBe(text);
        }
      }),
      { numRuns: RUNS.numRuns / 10 },
    );
  });

  it('would notice a rule that forgets what was satisfied, one that runs every missed slot, and one that drifts', () => {
    const forgetful = (situation: Situation): ReturnType<typeof due> => due({ ...situation, rows: [], backups: [] });
    const greedy = (situation: Situation): ReturnType<typeof due> => {
      const missed = due(situation).rows.find((row) => row.state === 'skipped');
      return due(missed === undefined ? situation : { ...situation, now: missed.at });
    };
    const drifting = (situation: Situation): ReturnType<typeof due> =>
      due({ ...situation, now: situation.now - 20 * MINUTE });
    // One seed: some histories keep a wrong rule busy for as long as the simulation allows.
    for (const decide of [forgetful, greedy, drifting]) {
      expect(() => {
        fc.assert(
          fc.property(peacefulHistory, (history) => {
            const outcome = simulate(history, { decide });
            expectPromises(history, outcome);
            expectFreeSlotsSatisfied(history, outcome);
          }),
          { numRuns: 60, endOnFailure: true, seed: 1 },
        );
      }).toThrow(/Property failed/);
    }
  });
});

function look(situation: Situation) {
  const verdict = due(situation);
  const state = protection(situation, verdict);
  return { verdict, state, ...protectionSentence('Office router', state, berlin, situation.now) };
}
