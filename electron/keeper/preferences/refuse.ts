import { keepError, preferenceForm, say, type KeepError, type PreferenceKey } from '../../../shared/index.ts';

/** A value that does not fit, with how it is typed. `problem`: a plain sentence. */
export function refuseValue(key: PreferenceKey, problem: string): KeepError {
  return keepError('usage/invalid', {
    problem,
    remedy: say('preferences.bad.form.remedy', { form: preferenceForm(key) }),
  });
}

/** A key that has a value always, if only the program's own. */
export function refuseNone(key: PreferenceKey): KeepError {
  return keepError('usage/invalid', {
    problem: say('preferences.bad.none', { key }),
    remedy: say('preferences.bad.none.remedy', { form: preferenceForm(key) }),
  });
}
