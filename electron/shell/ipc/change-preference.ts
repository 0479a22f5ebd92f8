import { keepError } from '../../../shared/index.ts';
import type { PreferenceModel } from '../../../shared/ipc/index.ts';
import type { PreferenceChange } from '../../keeper/index.ts';
import type { Engine } from '../engine/index.ts';
import { consentTo, type WantedChange } from './consent.ts';
import { deviceAskedAbout } from './device-asked-about.ts';
import type { DeskPorts } from './types.ts';

export interface PreferenceWish extends Pick<WantedChange, 'key' | 'value'> {
  readonly engine: Engine;
  /** Undefined: for all devices. */
  readonly deviceId: string | undefined;
  /** A folder that a person chose in the system's dialog. */
  readonly chosen?: boolean;
}

export type ChangePreference = (wish: PreferenceWish, signal: AbortSignal) => Promise<PreferenceChange>;

/** The one way in which the page changes settings. @throws KeepError what the engine says; `cancelled` where the person said no */
export function changePreference({ dialogs, desktop }: Pick<DeskPorts, 'dialogs' | 'desktop'>): ChangePreference {
  return async ({ engine, deviceId, key, value, chosen = false }, signal) => {
    const { keeper } = engine;
    const about = deviceId === undefined ? undefined : deviceAskedAbout(engine, deviceId);
    const name = about?.name;
    const [here, forAll] = [await keeper.preferences(name), await keeper.preferences()];
    const of = (all: readonly PreferenceModel[], wanted: string) => all.find((one) => one.key === wanted);
    const device = engine.overview().devices.find(({ id }) => id === deviceId);
    const consent = consentTo({
      ...{ key, value, name, chosen },
      before: of(here, key)?.value ?? '',
      own: of(here, key)?.own ?? true,
      common: of(forAll, key)?.value ?? '',
      keep: of(here, 'keep')?.value ?? '',
      isPinned: device?.trust.kind === 'fingerprint',
    });
    if (consent.kind === 'ask') {
      const { question } = consent;
      if (!(await dialogs.confirm(about?.shownIn(question) ?? question))) throw keepError('cancelled', {});
      await about?.assertSame();
    }
    const changed = await keeper.setPreference(name, key, value, signal);
    if (consent.kind === 'tell') desktop.tellChange(`${key} ${deviceId ?? ''}`, consent.title);
    engine.nudge('changed');
    return changed;
  };
}
