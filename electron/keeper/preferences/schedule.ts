import { DEFAULT_SCHEDULE } from '../../../shared/index.ts';
import { parseSchedule, scheduleInWords, scheduleText } from '../../schedule/index.ts';
import { changeDevice } from '../device-change.ts';
import { withOwn } from './own-value.ts';
import type { Preference } from './preference.ts';
import { refuseNone } from './refuse.ts';

/** When backups are made. A changed schedule begins to count now: what it would have asked for before was never promised. */
export const schedule: Preference = {
  show: ({ settings, device }) => {
    const own = device === undefined ? settings.schedule : device.schedule;
    const holds = own ?? settings.schedule ?? DEFAULT_SCHEDULE;
    return { value: scheduleText(holds), own: own !== undefined, words: scheduleInWords(holds) };
  },
  change: async ({ settings, clock }, { target: { device }, typed }) => {
    if (typed.kind === 'none') throw refuseNone('schedule');
    const value = typed.kind === 'default' ? undefined : parseSchedule(typed.text);
    const since = new Date(clock.now()).toISOString();
    const isSame = (before: typeof value): boolean => JSON.stringify(before) === JSON.stringify(value);
    if (device === undefined) {
      await settings.update((current) =>
        isSame(current.schedule) ? current : { ...withOwn(current, 'schedule', value), scheduleSince: since },
      );
    } else {
      await changeDevice(settings, device.id, (current) =>
        isSame(current.schedule) ? current : { ...withOwn(current, 'schedule', value), scheduleSince: since },
      );
    }
    return [];
  },
};
