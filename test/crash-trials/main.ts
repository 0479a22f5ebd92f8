import { randomInt } from 'node:crypto';
import { crashTrials, summaryOf } from './trials.ts';

/** `npm run crash-trials [trials] [seed]`. */
const wanted = Number(process.argv[2] ?? process.env.CRASH_TRIALS ?? 3_000);
const seed = Number(process.argv[3] ?? process.env.CRASH_SEED ?? randomInt(2 ** 31));
process.stdout.write(`seed ${seed}\n`);
const outcome = await crashTrials(wanted, seed);
for (const failure of outcome.failures) process.stdout.write(`${failure}\n`);
process.stdout.write(`${summaryOf(outcome)}\n`);
process.exitCode = outcome.failures.length === 0 && outcome.trials >= wanted ? 0 : 1;
