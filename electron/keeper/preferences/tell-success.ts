import { say } from '../../../shared/index.ts';
import { withOwn } from './own-value.ts';
import type { Preference } from './preference.ts';
import { refuseValue } from './refuse.ts';

/** Whether a verified backup is told too. */
export const tellSuccess: Preference = {
  show: ({ settings }) => ({
    value: say(settings.tellSuccess === true ? 'preferences.yes' : 'preferences.no'),
    own: settings.tellSuccess === true,
  }),
  change: async ({ settings }, { typed }) => {
    const isWanted = typed.kind === 'text' && parseYes(typed.text);
    await settings.update((current) => withOwn(current, 'tellSuccess', isWanted ? true : undefined));
    return [];
  },
};

function parseYes(text: string): boolean {
  const word = text.trim().toLowerCase();
  if (['yes', 'y', 'on', 'true', '1'].includes(word)) return true;
  if (['no', 'n', 'off', 'false', '0'].includes(word)) return false;
  throw refuseValue('tell-success', say('preferences.bad.yes-no', { text: word }));
}
