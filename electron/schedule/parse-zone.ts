import { isZone, keepError, say, typedText } from '../../shared/index.ts';

/**
 * The zone behind " in "; undefined for local time.
 * @throws KeepError `usage/invalid` for a name nobody knows
 */
export function parseZone(text: string): string | undefined {
  if (/^local( time)?$/i.test(text)) return undefined;
  const name = text.replace(/ time$/i, '').replaceAll(' ', '_');
  if (!isZone(name)) {
    throw keepError('usage/invalid', {
      problem: say('schedule.bad-zone', { text: typedText(text) }),
      remedy: say('schedule.bad-zone.remedy'),
    });
  }
  const resolved = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  // Its usual spelling, unless the runtime turned it into another name for the same place (Europe/Kyiv, Europe/Kiev).
  return resolved.toLowerCase() === name.toLowerCase() ? resolved : name;
}
