import { useEffect } from 'react';
import { useNavigation } from '../../app/navigation.tsx';
import type { DialogRequest } from './dialog-request.ts';

/** A notification or the tray named a device: its card comes in sight, and what was asked for opens. */
export function useRequestedView(isFleet: boolean, open: (request: DialogRequest) => void): void {
  const { where } = useNavigation();
  useEffect(() => {
    const { deviceId, view } = where;
    if (deviceId === undefined) return;
    const card = document.querySelector<HTMLElement>(`[data-device="${CSS.escape(deviceId)}"]`);
    card?.scrollIntoView({ block: 'center' });
    card?.focus({ preventScroll: true });
    if (view !== undefined) open({ kind: view === 'trust' ? 'certificate' : view, deviceIds: [deviceId] });
    else if (isFleet) open({ kind: 'device', deviceIds: [deviceId] });
  }, [where, isFleet, open]);
}
