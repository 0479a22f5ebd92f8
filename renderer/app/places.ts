import type { ComponentType } from 'react';
import type { Place } from '../../shared/ipc/index.ts';
import { AddDevicePlace } from '../places/add-device/add-device-place.tsx';
import { DevicesPlace } from '../places/devices/devices-place.tsx';
import { HistoryPlace } from '../places/history/history-place.tsx';
import { RestorePlace } from '../places/restore/restore-place.tsx';
import { SettingsPlace } from '../places/settings/settings-place.tsx';

export const PLACES: Readonly<Record<Place, ComponentType>> = {
  devices: DevicesPlace,
  add: AddDevicePlace,
  history: HistoryPlace,
  restore: RestorePlace,
  settings: SettingsPlace,
};
