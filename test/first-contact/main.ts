import fc from 'fast-check';
import { openMeetingPlace } from './meet.ts';
import { strangers, SWITCHES } from './switches.ts';

/**
 * `npm run first-contact [devices] [seed]`: meets that many random devices. What breaks a rule is printed with its settings,
 * and makes the exit code 1.
 */
const devices = Number(process.argv[2] ?? '1000');
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
/** So many share a home, so that its history stays small. */
const PER_HOME = 250;
const outcomes = new Map<string, number>();
const began = performance.now();
let broken = 0;
let twice = 0;
process.stdout.write(`${String(devices)} devices, ${String(SWITCHES)} switches, seed ${String(seed)}\n`);
const all = fc.sample(strangers, { numRuns: devices, seed });
for (let first = 0; first < all.length; first += PER_HOME) {
  const place = await openMeetingPlace();
  for (const stranger of all.slice(first, first + PER_HOME)) {
    const { outcome, logins, problem } = await place.meet(stranger);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (logins === 2) twice += 1;
    if (problem === undefined) continue;
    broken += 1;
    process.stdout.write(`${problem}\n  ${JSON.stringify(stranger)}\n`);
  }
  await place.close();
  const met = Math.min(first + PER_HOME, all.length);
  const seconds = Math.round((performance.now() - began) / 1_000);
  process.stdout.write(`${String(met)} met in ${String(seconds)} s, ${String(broken)} broke a rule\n`);
}
for (const [outcome, count] of [...outcomes].sort(([, one], [, other]) => other - one)) {
  process.stdout.write(`${String(count).padStart(6)}  ${outcome}\n`);
}
process.stdout.write(`${String(twice)} needed two sign-ins, none more\n`);
if (broken > 0) process.exitCode = 1;
