import type { ReactElement } from 'react';
import type { Output } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { Button } from '../../components/button.tsx';
import type { Changing } from './use-change.ts';

/** Shows the folder that was chosen, and what the vault thinks of it, before anything is put into it. */
export function FolderQuestion({
  chosen: { token, warning },
  title,
  text,
  action,
  working,
  changing,
  onEnd,
}: {
  readonly chosen: NonNullable<Output<'settings/choose-folder'>>;
  readonly title: string;
  readonly text: string;
  /** The word on the button. */
  readonly action: string;
  /** What is said while it takes a while. */
  readonly working?: string;
  readonly changing: Changing;
  readonly onEnd: () => void;
}): ReactElement {
  const { isPending } = changing;
  return (
    <div className="question" role="group" aria-label={title}>
      <h3>{title}</h3>
      <p>{text}</p>
      {warning !== undefined && <p className="setting-warning">{warning}</p>}
      {isPending && working !== undefined && (
        <p role="status" className="working">
          {working}
        </p>
      )}
      <div className="buttons">
        <Button
          variant="primary"
          isPending={isPending}
          // The token is good once: after a failure the folder is chosen anew.
          onPress={() => changing.change({ kind: 'folder', token }, onEnd)}
        >
          {action}
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
