import { useMutation } from '@tanstack/react-query';
import type { KeepError } from '../../../shared/errors.ts';
import type { Output } from '../../../shared/ipc/index.ts';
import { useAnnounce } from '../../app/announcer.tsx';
import { useClient } from '../../state/client-context.tsx';

export interface RemoveDevice {
  /** The system asks, in a box of its own: no page can answer for the person. */
  readonly ask: () => void;
  readonly error: KeepError | null;
  readonly close: () => void;
}

export function useRemoveDevice(deviceId: string): RemoveDevice {
  const client = useClient();
  const { politely } = useAnnounce();
  const { mutate, error, reset } = useMutation<Output<'devices/remove'>, KeepError>({
    mutationFn: () => client.call('devices/remove', { deviceId }),
    // Told by whoever asked although its device is gone from the page by then.
    onSuccess: ({ sentence }) => politely(sentence),
  });
  return { ask: () => mutate(), error, close: reset };
}
