import { useState, type ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PlaceHeader } from '../../components/place-header.tsx';
import { useAct } from '../../state/use-answer.ts';
import { useAppState, useDevices } from '../../state/use-app-state.ts';
import { DeviceCard } from './device-card.tsx';
import { DeviceDialog, type DialogRequest } from './device-dialog.tsx';
import { NoDevices } from './no-devices.tsx';
import { useRequestedView } from './use-requested-view.ts';

/** All devices, worst first as the engine orders them. */
export function DevicesPlace(): ReactElement {
  const { go } = useNavigation();
  const devices = useDevices();
  const scheduler = useAppState(({ overview }) => overview.scheduler);
  const backUp = useAct('devices/back-up');
  const [dialog, setDialog] = useState<DialogRequest | undefined>(undefined);
  useRequestedView(setDialog);

  if (devices.length === 0) return <NoDevices />;
  return (
    <section className="place">
      <PlaceHeader title={say('window.place.devices')}>
        {devices.length > 1 && (
          <Button isPending={backUp.isPending} onPress={() => backUp.mutate({ targets: 'all' })}>
            {say('window.devices.back-up-all')}
          </Button>
        )}
        <Button variant="primary" onPress={() => go({ place: 'add' })}>
          {say('window.add.title')}
        </Button>
      </PlaceHeader>
      {scheduler !== 'here' && (
        <p className="place-note">
          {say(scheduler === 'elsewhere' ? 'window.devices.elsewhere' : 'window.devices.unwatched')}
        </p>
      )}
      {backUp.error !== null && <ErrorNote error={backUp.error} urgent />}
      <ul className="cards">
        {devices.map((device) => (
          <li key={device.id}>
            <DeviceCard device={device} onDialog={setDialog} />
          </li>
        ))}
      </ul>
      {dialog !== undefined && <DeviceDialog request={dialog} onClose={() => setDialog(undefined)} />}
    </section>
  );
}
