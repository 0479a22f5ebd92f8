import { DEFAULT_RETENTION, say } from '../../../shared/index.ts';
import { policyOf } from '../places.ts';
import { storeOwn } from './own-value.ts';
import type { Preference } from './preference.ts';
import { refuseNone } from './refuse.ts';
import { parseRetention, retentionInWords, retentionText } from './retention-text.ts';

/** How many backups stay. A stricter rule deletes nothing by itself: retention works after the next verified backup. */
export const keep: Preference = {
  show: ({ settings, device }) => {
    const policy = device === undefined ? settings.keep : policyOf(settings, device);
    const own =
      device === undefined ? retentionText(policy) !== retentionText(DEFAULT_RETENTION) : device.keep !== undefined;
    return { value: retentionText(policy), own, words: retentionInWords(policy) };
  },
  change: async (ports, { target, typed }) => {
    if (typed.kind === 'none') throw refuseNone('keep');
    const policy = typed.kind === 'default' ? undefined : parseRetention(typed.text);
    if (target.device === undefined) {
      await ports.settings.update((current) => ({ ...current, keep: policy ?? DEFAULT_RETENTION }));
    } else await storeOwn(ports, target, 'keep', policy);
    return [say('preferences.note.floor-now')];
  },
};
