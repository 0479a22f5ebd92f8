import { useEffect } from 'react';
import { say } from '../../shared/words/say.ts';
import { useClient } from '../state/client-context.tsx';
import { useAppState, useDevices } from '../state/use-app-state.ts';
import { useAnnounce } from './announcer.tsx';
import { useNavigation } from './navigation.tsx';
import { RAIL_PLACES } from './rail.tsx';

/** What owns the Escape key while it is open. */
const OPEN_LAYER = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"], [role="tooltip"]';

/** Ctrl/Cmd+1 to 4 places, +N add, +B back up the selected device, Escape back. */
export function useShortcuts(): void {
  const { go, back, selected, where } = useNavigation();
  const client = useClient();
  const announce = useAnnounce();
  const devices = useDevices();
  const mac = useAppState(({ platform }) => platform === 'darwin');

  useEffect(() => {
    const backUpSelected = (): void => {
      const only = devices.length === 1 ? devices[0]?.id : undefined;
      const deviceId = devices.some(({ id }) => id === selected) ? selected : only;
      if (deviceId === undefined || deviceId === null) {
        announce.politely(say('window.shortcut.none-selected'));
        return;
      }
      client.call('devices/back-up', { targets: [deviceId] }).catch((error: unknown) => {
        if (error instanceof Error) announce.atOnce(error.message);
      });
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      if (event.key === 'Escape') {
        const searching = event.target instanceof HTMLInputElement && event.target.type === 'search';
        if (!searching && document.querySelector(OPEN_LAYER) === null) back();
        return;
      }
      const wanted = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
      if (!wanted || event.altKey || event.shiftKey) return;
      const place = RAIL_PLACES[Number(event.key) - 1];
      if (place !== undefined) go({ place });
      else if (event.key.toLowerCase() === 'n') go({ place: 'add' });
      else if (event.key.toLowerCase() === 'b') backUpSelected();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [go, back, selected, where, client, announce, devices, mac]);
}
