import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { injects } from '../faults/index.ts';
import { PHASES } from './phases.ts';
import { crashTrials, summaryOf } from './trials.ts';

const TRIALS = 100;

it(
  `resumes to the truth after each of ${TRIALS} kills at any moment of a night`,
  { timeout: 600_000 },
  async (context) => {
    const fault = injects(context, 'saving/killed-anywhere');
    const seed = Number(process.env.CRASH_SEED ?? randomInt(2 ** 31));
    const outcome = await crashTrials(TRIALS, seed);
    process.stdout.write(`crash trials, seed ${seed}: ${summaryOf(outcome)}\n`);
    expect(outcome.failures).toEqual([]);
    expect(outcome.trials).toBeGreaterThanOrEqual(TRIALS);
    fault.fired(outcome.trials);
    // If the kills struck at one end of the night only, this test proved little.
    const stages = [PHASES.slice(0, 3), PHASES.slice(3, 7), PHASES.slice(7)];
    for (const stage of stages) {
      expect(stage.reduce((sum, phase) => sum + outcome.kills[phase], 0)).toBeGreaterThan(0);
    }
  },
);
