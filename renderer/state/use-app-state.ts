import { useQuery } from '@tanstack/react-query';
import type { AppState, DeviceModel, RunState } from '../../shared/ipc/index.ts';
import { APP_STATE } from './keys.ts';

/** A part of the snapshot; draws again only when that part changes. Inside of `Frame` the snapshot is always there. */
export function useAppState<Part>(select: (state: AppState) => Part): Part {
  const { data } = useQuery({
    queryKey: APP_STATE,
    queryFn: notHere,
    select,
    enabled: false,
    structuralSharing: false,
  });
  if (data === undefined) throw new Error('before the first snapshot');
  return data;
}

export function useDevices(): readonly DeviceModel[] {
  return useAppState(({ overview }) => overview.devices);
}

export function useDevice(id: string | undefined): DeviceModel | undefined {
  return useAppState(({ overview }) => overview.devices.find((device) => device.id === id) ?? null) ?? undefined;
}

/** The run of a device that this program does now. */
export function useRun(deviceId: string): RunState | undefined {
  return useAppState(({ runs }) => runs.find((run) => run.deviceId === deviceId) ?? null) ?? undefined;
}

/** `connect` alone fills the snapshot. */
function notHere(): Promise<AppState> {
  return Promise.reject(new Error('only connect asks for the snapshot'));
}
