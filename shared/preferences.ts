import { say } from './words/say.ts';

/**
 * Everything a person may set, by the name under which `routerkeep set` knows it. `scope`: whether it belongs to a device, to
 * all devices together, or to all with an answer of its own for a device. `secret`: what is typed goes to the secret store
 * and is never shown again. `path`: what is typed names folders.
 */
export const PREFERENCES = {
  address: { scope: 'device' },
  user: { scope: 'device' },
  name: { scope: 'device' },
  group: { scope: 'device' },
  schedule: { scope: 'both' },
  keep: { scope: 'both' },
  vault: { scope: 'both', path: 'one' },
  'copy-to': { scope: 'both', path: 'list' },
  'ping-url': { scope: 'device', secret: true },
  webhook: { scope: 'both', secret: true },
  ntfy: { scope: 'both', secret: true },
  'quiet-hours': { scope: 'all' },
  'tell-success': { scope: 'all' },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly scope: 'device' | 'all' | 'both';
      readonly secret?: true;
      readonly path?: 'one' | 'list';
    }
  >
>;
export type PreferenceKey = keyof typeof PREFERENCES;

export const PREFERENCE_KEYS = Object.keys(PREFERENCES) as readonly PreferenceKey[];

export function isPreferenceKey(text: string): text is PreferenceKey {
  return Object.hasOwn(PREFERENCES, text);
}

/** Takes a setting back: a device falls back to the setting for all, that one to the program's own. Nothing typed means the same. */
export const BY_DEFAULT = 'default';
/** An answer of its own where a setting may be empty: no second place, no alarm, no quiet hours, no group. */
export const NOTHING = 'none';

/** Which of the two words, if any, a text is. */
export function plainAnswer(text: string): 'default' | 'none' | undefined {
  const word = text.trim().toLowerCase();
  if (word === '' || word === BY_DEFAULT) return 'default';
  return word === NOTHING ? 'none' : undefined;
}

/** What a key is for, in one sentence. */
export function preferenceMeaning(key: PreferenceKey): string {
  return say(`preferences.${key}`);
}

/** How its values are typed. */
export function preferenceForm(key: PreferenceKey): string {
  return say(`preferences.${key}.form`);
}
