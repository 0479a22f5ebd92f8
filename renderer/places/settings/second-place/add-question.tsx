import type { ReactElement } from 'react';
import type { Output } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import type { Changing } from '../use-change.ts';

/** Shows the folder that was chosen before anything is put into it. */
export function AddQuestion({
  chosen: { folder, token, warning },
  changing,
  onEnd,
}: {
  readonly chosen: NonNullable<Output<'settings/choose-folder'>>;
  readonly changing: Changing;
  readonly onEnd: () => void;
}): ReactElement {
  const title = say('window.settings.place.add.title', { folder });
  return (
    <div className="question" role="group" aria-label={title}>
      <h3>{title}</h3>
      <p>{say('window.settings.place.add.text')}</p>
      {warning !== undefined && <p className="setting-warning">{warning}</p>}
      <div className="buttons">
        <Button
          variant="primary"
          isPending={changing.isPending}
          onPress={() => changing.change({ kind: 'folder', token }, onEnd)}
        >
          {say('window.settings.place.add.action')}
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
