import { say } from '../../shared/index.ts';
import type { DeviceView } from '../keeper/types.ts';
import { formatAge } from './measures.ts';

/** A device in `results`: its name stands under "device", as in every other command. */
export function deviceResult({ name, ...facts }: DeviceView): object {
  return { device: name, ...facts };
}

/** How a device stands, in the word that every surface uses. */
export function stateWord({ protection }: Pick<DeviceView, 'protection'>): string {
  return say(`schedule.word.${protection.state}`);
}

/** The age of the last verified backup. Where the folder cannot be read it is not known, which is not "never". */
export function ageWord({ lastVerified, vaultProblem }: DeviceView): string {
  if (lastVerified) return formatAge(lastVerified.ageMs);
  return vaultProblem ? say('cli.age.unknown') : say('cli.age.never');
}

/** Where a device answers; plain HTTP is never shown without its mark. */
export function shortAddress(origin: string): string {
  return origin.replace(/^https:\/\//, '');
}
