import { useState, type ReactElement } from 'react';
import type { Output } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { Facts } from '../../../components/facts.tsx';
import { useAct } from '../../../state/use-answer.ts';
import { FolderQuestion } from '../folder-question.tsx';
import { ChangeOutcome } from '../section.tsx';
import { useChange } from '../use-change.ts';
import { useSettings } from '../use-settings.ts';

type Chosen = NonNullable<Output<'settings/choose-folder'>>;

/** The folder of the backups, for all devices or of one. Another one is chosen in the system's dialog; then all move. */
export function FolderEditor({ deviceId }: { readonly deviceId?: string }): ReactElement {
  const { of, error, retry } = useSettings(deviceId);
  const choose = useAct('settings/choose-folder');
  const changing = useChange('vault', deviceId);
  const [chosen, setChosen] = useState<Chosen | undefined>(undefined);
  const setting = of('vault');
  if (error !== null) return <ErrorNote error={error} actions={{ retry }} />;
  if (setting === undefined) return <p aria-busy="true">{say('window.settings.loading')}</p>;
  const ask = (): void => {
    changing.reset();
    choose.mutate({ key: 'vault' }, { onSuccess: (folder) => setChosen(folder ?? undefined) });
  };
  return (
    <>
      <Facts
        facts={[
          { label: say('window.settings.folder.now'), value: <span className="breakable">{setting.value}</span> },
        ]}
      />
      {(chosen === undefined || changing.error !== null) && (
        <div className="buttons">
          <Button onPress={ask}>{say('window.settings.folder.choose')}</Button>
        </div>
      )}
      {choose.error !== null && <ErrorNote error={choose.error} urgent />}
      {chosen !== undefined && changing.error === null && (
        <FolderQuestion
          chosen={chosen}
          title={say('window.settings.folder.move.title', { folder: chosen.folder })}
          text={say('window.settings.folder.move.text')}
          action={say('window.settings.folder.move')}
          working={say('window.settings.folder.moving')}
          changing={changing}
          onEnd={() => setChosen(undefined)}
        />
      )}
      <ChangeOutcome changing={changing} />
    </>
  );
}
