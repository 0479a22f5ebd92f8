import { say } from '../../shared/index.ts';
import type { DeviceView } from '../keeper/types.ts';
import { formatAge } from './measures.ts';

/** A device in `results`: its name stands under "device", as in every other command. */
export function deviceResult({ name, ...facts }: DeviceView): object {
  return { device: name, ...facts };
}

/** How a device stands, in a word. What the schedule adds (overdue, paused, protected) comes with the schedule. */
export function stateWord({ needsYou, vaultProblem, lastRun, lastVerified }: DeviceView): string {
  if (needsYou) return say('cli.state.needs-you');
  if (lastRun?.outcome === 'running') return say('cli.state.running');
  if (lastRun?.outcome === 'failed' || vaultProblem) return say('cli.state.failing');
  return lastVerified ? say('cli.state.backed-up') : say('cli.state.never');
}

/** The age of the last verified backup. Where the folder cannot be read it is not known, which is not "never". */
export function ageWord({ lastVerified, vaultProblem }: DeviceView): string {
  if (lastVerified) return formatAge(lastVerified.ageMs);
  return vaultProblem ? say('cli.age.unknown') : say('cli.age.never');
}

const OUTCOMES = ['running', 'verified', 'failed', 'cancelled', 'interrupted'] as const;

/** How the last run ended. */
export function outcomeWord(outcome: string | undefined): string {
  if (outcome === undefined) return say('cli.outcome.none');
  const known = OUTCOMES.find((each) => each === outcome);
  return known === undefined ? outcome : say(`cli.outcome.${known}`);
}

/** Where a device answers; plain HTTP is never shown without its mark. */
export function shortAddress(origin: string): string {
  return origin.replace(/^https:\/\//, '');
}
