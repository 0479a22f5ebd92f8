import { say } from '../../../shared/words/say.ts';
import type { MenuEntry } from '../../components/menu.tsx';
import { useAct } from '../../state/use-answer.ts';

/** `Pause` with its three lengths, or `Resume`. */
export function usePauseEntries(deviceIds: readonly string[], isPaused: boolean): MenuEntry {
  const pause = useAct('devices/pause').mutate;
  const resume = useAct('devices/resume').mutate;
  if (isPaused) {
    return {
      id: 'resume',
      text: say('window.devices.menu.resume'),
      onAction: () => resume({ targets: deviceIds }),
    };
  }
  return {
    id: 'pause',
    text: say('window.devices.menu.pause'),
    entries: (['hour', 'tomorrow', 'open'] as const).map((until) => ({
      id: until,
      text: say(`window.devices.menu.pause.${until}`),
      onAction: () => pause({ targets: deviceIds, until }),
    })),
  };
}
