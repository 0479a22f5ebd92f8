import { NOTHING } from '../../../shared/index.ts';
import { parseQuietHours, quietHoursText } from '../../schedule/index.ts';
import { withOwn } from './own-value.ts';
import type { Preference } from './preference.ts';

/** When nothing pops up. */
export const quietHours: Preference = {
  show: ({ settings: { quietHours: hours } }) => ({
    value: hours === undefined ? NOTHING : quietHoursText(hours),
    own: hours !== undefined,
  }),
  change: async ({ settings }, { typed }) => {
    const hours = typed.kind === 'text' ? parseQuietHours(typed.text) : undefined;
    await settings.update((current) => withOwn(current, 'quietHours', hours));
    return [];
  },
};
