import { useState, type ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PlaceHeader } from '../../components/place-header.tsx';
import { useAct } from '../../state/use-answer.ts';
import { useAppState, useDevices } from '../../state/use-app-state.ts';
import { BatchResult } from './batch-result.tsx';
import { DeviceCard } from './device-card.tsx';
import { DeviceDialog } from './device-dialog.tsx';
import type { DialogRequest } from './dialog-request.ts';
import { LaunchNote } from './launch-note.tsx';
import { DeviceTable } from './table/device-table.tsx';
import { NoDevices } from './no-devices.tsx';
import { useRequestedView } from './use-requested-view.ts';

/** Up to here each device has a card; more are easier to grasp in a table. */
const MOST_CARDS = 12;

/** All devices, or those of a batch that failed, worst first as the engine orders them. */
export function DevicesPlace(): ReactElement {
  const { go } = useNavigation();
  const devices = useDevices();
  const scheduler = useAppState(({ overview }) => overview.scheduler);
  const backUp = useAct('devices/back-up');
  const [dialog, setDialog] = useState<DialogRequest | undefined>(undefined);
  const [only, setOnly] = useState<ReadonlySet<string> | undefined>(undefined);
  const shown = only === undefined ? devices : devices.filter(({ id }) => only.has(id));
  const isFleet = devices.length > MOST_CARDS;
  useRequestedView(isFleet, setDialog);

  if (devices.length === 0) return <NoDevices />;
  return (
    <section className={isFleet ? 'place place-fleet' : 'place'}>
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
      <LaunchNote />
      {backUp.error !== null && <ErrorNote error={backUp.error} urgent />}
      <BatchResult onShow={setOnly} />
      {only !== undefined && (
        <div className="place-note only-some">
          <p role="status">{say('window.devices.only-failed', { count: shown.length })}</p>
          <Button onPress={() => setOnly(undefined)}>{say('window.table.clear')}</Button>
        </div>
      )}
      {isFleet ? (
        <DeviceTable devices={shown} onDialog={setDialog} />
      ) : (
        <ul className="cards">
          {shown.map((device) => (
            <li key={device.id}>
              <DeviceCard device={device} onDialog={setDialog} />
            </li>
          ))}
        </ul>
      )}
      {dialog !== undefined && (
        <DeviceDialog request={dialog} onDialog={setDialog} onClose={() => setDialog(undefined)} />
      )}
    </section>
  );
}
