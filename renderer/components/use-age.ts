import { useEffect, useState } from 'react';
import { ago } from '../../shared/ago.ts';
import { useAppState } from '../state/use-app-state.ts';

/** The most a timer of a browser can wait, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** "9 hours ago" by the engine's clock, changing at the moment the words change. @param at ISO 8601 */
export function useAge(at: string | undefined): string | undefined {
  const told = useAppState(({ overview }) => overview.at);
  const [passed, setPassed] = useState({ told, ms: 0 });
  // The engine's clock is the one that counts; between its words the time that passed here is added.
  const ms = passed.told === told ? passed.ms : 0;
  const age = at === undefined ? undefined : ago(Date.parse(told) + ms - Date.parse(at));
  const wait = Math.min(Math.ceil((age?.staysMs ?? LONGEST) + 50), LONGEST);
  useEffect(() => {
    const begun = performance.now() - ms;
    const timer = setTimeout(() => setPassed({ told, ms: performance.now() - begun }), wait);
    return () => clearTimeout(timer);
  }, [told, ms, wait]);
  return age?.text;
}
