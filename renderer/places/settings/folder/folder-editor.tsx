import { useState, type ReactElement } from 'react';
import type { Output } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { Facts } from '../../../components/facts.tsx';
import { useAct } from '../../../state/use-answer.ts';
import { ChangeOutcome } from '../section.tsx';
import { useChange, type Changing } from '../use-change.ts';
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
          <Button isPending={choose.isPending} onPress={ask}>
            {say('window.settings.folder.choose')}
          </Button>
        </div>
      )}
      {choose.error !== null && <ErrorNote error={choose.error} urgent />}
      {chosen !== undefined && changing.error === null && (
        <MoveQuestion chosen={chosen} changing={changing} onEnd={() => setChosen(undefined)} />
      )}
      <ChangeOutcome changing={changing} />
    </>
  );
}

function MoveQuestion({
  chosen: { folder, token, warning },
  changing,
  onEnd,
}: {
  readonly chosen: Chosen;
  readonly changing: Changing;
  readonly onEnd: () => void;
}): ReactElement {
  const { isPending } = changing;
  return (
    <div className="question" role="group" aria-label={say('window.settings.folder.move.title', { folder })}>
      <h3>{say('window.settings.folder.move.title', { folder })}</h3>
      <p>{say('window.settings.folder.move.text')}</p>
      {warning !== undefined && <p className="setting-warning">{warning}</p>}
      {isPending && (
        <p role="status" className="working">
          {say('window.settings.folder.moving')}
        </p>
      )}
      <div className="buttons">
        <Button
          variant="primary"
          isPending={isPending}
          // The token is good once: after a failure the folder is chosen anew.
          onPress={() => changing.change({ kind: 'folder', token }, onEnd)}
        >
          {say('window.settings.folder.move')}
        </Button>
        <Button
          onPress={() => {
            changing.cancel();
            onEnd();
          }}
        >
          {say('window.cancel')}
        </Button>
      </div>
    </div>
  );
}
