import { isZone, say, typedText } from '../../shared/index.ts';

/** The zone this computer counts in, by a name that this runtime knows; UTC where it knows none. */
export function localZone(): string {
  const name = runtimeZone();
  return isZone(name) ? name : 'UTC';
}

/**
 * What is wrong with the variable TZ, as a sentence: 03:00 is then another hour than its owner meant. The runtime says
 * nothing of it: a name it does not know is UTC to it, or undefined, and nothing at all is "Etc/Unknown".
 */
export function zoneProblem({ TZ: given }: Readonly<Record<string, string | undefined>>): string | undefined {
  const understood = isZone(runtimeZone());
  if (given === undefined && understood) return undefined;
  if (given === undefined || given === '') return say('watch.zone-empty');
  // POSIX allows a colon before a name. Its own form, "CET-1CEST", is no name: the runtime takes it for UTC.
  const named = isZone(given.replace(/^:/, ''));
  if (understood && (named || localZone() !== 'UTC')) return undefined;
  return say('watch.zone-unknown', { zone: typedText(given) });
}

function runtimeZone(): string {
  // An unknown zone of the environment leaves it undefined, whatever its type says.
  return (Intl.DateTimeFormat().resolvedOptions() as Partial<Intl.ResolvedDateTimeFormatOptions>).timeZone ?? '';
}
