import { useState, type ReactElement } from 'react';
import type { DeviceModel, FoundModel } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { useNavigation } from '../../app/navigation.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PlaceHeader } from '../../components/place-header.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { useDevices } from '../../state/use-app-state.ts';
import { BackupChoice } from './backup-choice.tsx';
import { FoundBackups } from './found-backups.tsx';
import { NoBackup } from './no-backup.tsx';
import { OpenBackup } from './open-backup.tsx';
import { RestoreGuide } from './restore-guide.tsx';

/** From a stored backup back to a working device: the file, and what a person clicks on the device. */
export function RestorePlace(): ReactElement {
  const [opened, setOpened] = useState<FoundModel | undefined>(undefined);
  const devices = useDevices();
  const isKnown = devices.length > 0;
  return (
    <section className="place restore">
      <PlaceHeader title={say('window.place.restore')}>
        {opened !== undefined && (
          <Button onPress={() => setOpened(undefined)}>{say('window.restore.open.close')}</Button>
        )}
        <OpenBackup onOpened={setOpened} />
      </PlaceHeader>
      {(isKnown || opened !== undefined) && <p className="place-note restore-intro">{say('window.restore.intro')}</p>}
      {opened !== undefined ? (
        <FoundBackups key={opened.backups[0]?.token ?? opened.folder} found={opened} />
      ) : isKnown ? (
        <OfDevices devices={devices} />
      ) : (
        <OfNobody />
      )}
    </section>
  );
}

/** On a new computer: what an old one left in the backup folder. */
function OfNobody(): ReactElement {
  const { data, error, refetch } = useAnswer('restore/found', {});
  if (error !== null) return <ErrorNote error={error} actions={{ retry: () => void refetch() }} />;
  if (data === undefined) return <p aria-busy="true">{say('window.restore.loading')}</p>;
  if (data.backups.length > 0) {
    return (
      <>
        <p className="place-note restore-intro">{say('window.restore.intro')}</p>
        <FoundBackups found={data} />
      </>
    );
  }
  return (
    <div className="empty">
      <h2>{say('window.restore.no-devices')}</h2>
      <p>{say('window.restore.no-devices.text', { folder: data.folder })}</p>
    </div>
  );
}

function OfDevices({ devices }: { readonly devices: readonly DeviceModel[] }): ReactElement | null {
  const { where, go, selected } = useNavigation();
  const device =
    devices.find(({ id }) => id === where.deviceId) ?? devices.find(({ id }) => id === selected) ?? devices[0];
  if (device === undefined) return null;
  return (
    <div className="restore-choices">
      <Choice
        label={say('window.restore.device')}
        value={device.id}
        options={devices.map(({ id, name }) => ({ value: id, text: name }))}
        onChange={(deviceId) => go({ place: 'restore', deviceId })}
      />
      <Stored key={device.id} deviceId={device.id} name={device.name} wanted={where.file} />
    </div>
  );
}

/** The stored backups of a device, and the guide for the one that is chosen: the newest unless told otherwise. */
function Stored({
  deviceId,
  name,
  wanted,
}: {
  readonly deviceId: string;
  readonly name: string;
  readonly wanted: string | undefined;
}): ReactElement {
  const { go } = useNavigation();
  const { data, error, refetch } = useAnswer('restore/list', { deviceId });
  if (error !== null) return <ErrorNote error={error} actions={{ retry: () => void refetch() }} />;
  if (data === undefined) return <p aria-busy="true">{say('window.restore.loading')}</p>;
  const chosen = data.find(({ backup }) => backup.file === wanted) ?? data[0];
  if (chosen === undefined) return <NoBackup deviceId={deviceId} name={name} />;
  return (
    <>
      <BackupChoice backups={data} chosen={chosen} onChoose={(file) => go({ place: 'restore', deviceId, file })} />
      <RestoreGuide key={chosen.backup.file} backup={chosen.backup} />
    </>
  );
}
