import { useState, type ReactElement } from 'react';
import type { Output } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { useAct } from '../../../state/use-answer.ts';
import { useDevice, useDevices } from '../../../state/use-app-state.ts';
import { FolderQuestion } from '../folder-question.tsx';
import { readKeep } from '../keep/keep-value.ts';
import { ChangeOutcome } from '../section.tsx';
import { useChange } from '../use-change.ts';
import { useSettings } from '../use-settings.ts';
import { CatchUp } from './catch-up.tsx';
import { PlaceItem } from './place-item.tsx';
import { PlaceKeep } from './place-keep.tsx';
import { placeStandings } from './place-standing.ts';

type Chosen = NonNullable<Output<'settings/choose-folder'>>;

/** The second places for all devices or of one: how they stand, one more, one less, and what is missing made good. */
export function SecondPlaceEditor({ deviceId }: { readonly deviceId?: string }): ReactElement {
  const { of, error, retry } = useSettings(deviceId);
  const all = useDevices();
  const device = useDevice(deviceId);
  const choose = useAct('settings/choose-folder');
  const changing = useChange('copy-to', deviceId);
  const [chosen, setChosen] = useState<Chosen | undefined>(undefined);
  const setting = of('copy-to');
  if (error !== null) return <ErrorNote error={error} actions={{ retry }} />;
  if (setting === undefined) return <p aria-busy="true">{say('window.settings.loading')}</p>;
  const places = placeStandings(setting.value, device === undefined ? all : [device]);
  const isAsking = chosen !== undefined && changing.error === null;
  const ask = (): void => {
    changing.reset();
    choose.mutate({ key: 'copy-to' }, { onSuccess: (folder) => setChosen(folder ?? undefined) });
  };
  return (
    <>
      {places.length === 0 && <p className="setting-words">{say('window.settings.place.none')}</p>}
      {places.length > 0 && (
        <ul className="places" aria-label={say('window.settings.place.list')}>
          {places.map((place) => (
            <PlaceItem
              key={place.folder}
              place={place}
              isPending={changing.isPending}
              onRemove={() => changing.change({ kind: 'without', place: place.folder })}
            >
              <PlaceKeep
                key={changing.declined}
                folder={place.folder}
                keep={place.keep}
                vaultKeep={readKeep(of('keep')?.value ?? '')}
                isPending={changing.isPending}
                onChange={(keep) => changing.change({ kind: 'keep-at', place: place.folder, keep })}
              />
            </PlaceItem>
          ))}
        </ul>
      )}
      {choose.error !== null && <ErrorNote error={choose.error} urgent />}
      {isAsking && (
        <FolderQuestion
          chosen={chosen}
          title={say('window.settings.place.add.title', { folder: chosen.folder })}
          text={say('window.settings.place.add.text')}
          action={say('window.settings.place.add.action')}
          changing={changing}
          onEnd={() => setChosen(undefined)}
        />
      )}
      <CatchUp deviceId={deviceId} isOffered={places.length > 0}>
        {!isAsking && <Button onPress={ask}>{say('window.settings.place.add')}</Button>}
      </CatchUp>
      <ChangeOutcome changing={changing} />
    </>
  );
}
