import type { PreferenceModel } from '../../../shared/ipc/index.ts';
import type { Selection } from '../../keeper/index.ts';

/** What the shell needs of the keeper besides; the keeper's own types say the same. */
export interface Preferring {
  readonly pause: (selection: Selection | 'everything', until?: number) => Promise<void>;
  readonly resume: (selection: Selection | 'everything') => Promise<void>;
  readonly preferences: (name?: string) => Promise<readonly PreferenceModel[]>;
  readonly setPreference: (
    name: string | undefined,
    key: PreferenceModel['key'],
    value: string,
    signal: AbortSignal,
  ) => Promise<PreferenceModel & { readonly notes: readonly string[] }>;
}
