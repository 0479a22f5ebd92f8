import { keepError, NOTHING, sanitizeText, say } from '../../../shared/index.ts';
import { changeDevice } from '../device-change.ts';
import { deviceOf } from './device-of.ts';
import { withOwn } from './own-value.ts';
import type { Preference } from './preference.ts';

const LONGEST = 64;

/** Under which word devices are named together. */
export const group: Preference = {
  show: (target) => {
    const { group: word } = deviceOf(target);
    return { value: word ?? NOTHING, own: word !== undefined };
  },
  change: async ({ settings }, { target, typed }) => {
    const word = typed.kind === 'text' ? checkGroup(typed.text) : undefined;
    await changeDevice(settings, deviceOf(target).id, (current) => withOwn(current, 'group', word));
    return [];
  },
};

/** @throws KeepError usage/invalid */
export function checkGroup(text: string): string {
  const word = text
    .trim()
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ');
  if (word !== '' && word === sanitizeText(word, LONGEST)) return word;
  throw keepError('usage/invalid', {
    problem: say('preferences.bad.group'),
    remedy: say('preferences.bad.group.remedy', { most: LONGEST }),
  });
}
