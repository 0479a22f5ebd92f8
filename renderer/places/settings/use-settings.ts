import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { KeepError } from '../../../shared/errors.ts';
import type { PreferenceModel } from '../../../shared/ipc/index.ts';
import { useAnswer } from '../../state/use-answer.ts';

export type SettingKey = PreferenceModel['key'];

export interface Settings {
  /** Undefined until they are known. */
  readonly of: (key: SettingKey) => PreferenceModel | undefined;
  readonly error: KeepError | null;
  readonly retry: () => void;
}

/** The settings for all, or with a `deviceId` those that hold for a device. */
export function useSettings(deviceId?: string): Settings {
  const { data, error, refetch } = useAnswer('settings/read', deviceId === undefined ? {} : { deviceId });
  return { of: (key) => data?.find((one) => one.key === key), error, retry: () => void refetch() };
}

/** The terminal changes the same settings: they are read anew each time one comes to them. */
export function useFreshSettings(): void {
  const queries = useQueryClient();
  useEffect(() => {
    for (const channel of ['settings/read', 'settings/preview-schedule', 'settings/preview-keep', 'settings/alarms']) {
      void queries.invalidateQueries({ queryKey: [channel] });
    }
  }, [queries]);
}
