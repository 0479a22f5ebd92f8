import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { KeepError } from '../../../shared/errors.ts';
import type { Input, Output } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { useAnnounce } from '../../app/announcer.tsx';
import { useClient } from '../../state/client-context.tsx';
import { useDevice } from '../../state/use-app-state.ts';
import { SETTING_NAMES } from './setting-names.ts';
import { useUndo } from './undo.tsx';

type Wish = Input<'settings/change'>['change'];
type ChangeableKey = Input<'settings/change'>['key'];

export interface Changing {
  readonly change: (wish: Wish, onDone?: () => void) => void;
  /** As typed. */
  readonly set: (value: string, onDone?: () => void) => void;
  /** What is being set, until it holds: shown in its place. */
  readonly wanted: string | undefined;
  readonly cancel: () => void;
  readonly isPending: boolean;
  readonly error: KeepError | null;
  /** Another number each time the system asked and the person said no: what is typed in a field holds no more. */
  readonly declined: number;
  /** What else happened with the last change, in sentences. */
  readonly notes: readonly string[];
  readonly reset: () => void;
}

/** What depends on settings and is asked for again after a change. */
const DEPENDENT = [
  'settings/read',
  'settings/preview-schedule',
  'settings/preview-keep',
  'settings/alarms',
  'history/nights',
] as const;

/** Changes one setting, for all or of a device. It holds at once, and the bar at the foot offers to take it back. */
export function useChange(key: ChangeableKey, deviceId?: string): Changing {
  const client = useClient();
  const queries = useQueryClient();
  const { offer } = useUndo();
  const { politely } = useAnnounce();
  const device = useDevice(deviceId)?.name;
  const running = useRef<AbortController>(undefined);
  const refresh = async (): Promise<void> => {
    await Promise.all(DEPENDENT.map((channel) => queries.invalidateQueries({ queryKey: [channel] })));
  };
  const setting = say(SETTING_NAMES[key]);
  const mutation = useMutation<Output<'settings/change'>, KeepError, Wish>({
    mutationFn: (wish) => {
      running.current = new AbortController();
      const input = { key, change: wish, ...(deviceId === undefined ? {} : { deviceId }) };
      return client.call('settings/change', input, { signal: running.current.signal });
    },
    onSuccess: async ({ canUndo, notes }) => {
      const sentence =
        device === undefined
          ? say('window.settings.changed', { setting })
          : say('window.settings.changed.device', { setting, device });
      politely([sentence, ...notes].join(' '));
      const undo = async (): Promise<void> => {
        await client.call('settings/undo', {});
        mutation.reset();
        await refresh();
      };
      offer(canUndo ? { sentence, undone: say('window.settings.undone', { setting }), undo } : undefined);
      await refresh();
    },
  });
  const change = (wish: Wish, onDone?: () => void): void => mutation.mutate(wish, { onSuccess: () => onDone?.() });
  return {
    change,
    set: (value, onDone) => change({ kind: 'value', value }, onDone),
    wanted: mutation.isPending && mutation.variables.kind === 'value' ? mutation.variables.value : undefined,
    cancel: () => running.current?.abort(),
    isPending: mutation.isPending,
    // Whoever broke it off knows.
    error: mutation.error?.code === 'cancelled' ? null : mutation.error,
    declined: mutation.error?.code === 'cancelled' ? mutation.submittedAt : 0,
    notes: mutation.data?.notes ?? [],
    reset: () => mutation.reset(),
  };
}
