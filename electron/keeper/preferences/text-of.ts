import { keepError, preferenceForm, say, type PreferenceKey } from '../../../shared/index.ts';
import type { Typed } from './preference.ts';

/** The text of a key that is never empty. @throws KeepError usage/invalid */
export function textOf(key: PreferenceKey, typed: Typed): string {
  if (typed.kind === 'text') return typed.text;
  throw keepError('usage/invalid', {
    problem: say('preferences.bad.needs-value', { key }),
    remedy: say('preferences.bad.form.remedy', { form: preferenceForm(key) }),
  });
}
