import type { ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import { batchSentence } from '../../components/batch-sentence.ts';
import { Button } from '../../components/button.tsx';
import { StateShape } from '../../components/state-shape.tsx';
import { useAct } from '../../state/use-answer.ts';
import { useAppState } from '../../state/use-app-state.ts';

/** How the backups ended that were asked for at once, until it was read. */
export function BatchResult({
  onShow,
}: {
  /** Ids of those that failed. */
  readonly onShow: (failed: ReadonlySet<string>) => void;
}): ReactElement | null {
  const batch = useAppState((state) => state.batch);
  const { mutate: dismiss } = useAct('devices/dismiss-batch');
  if (batch === null) return null;
  const isBad = batch.failed.length > 0;
  const show = (): void => {
    onShow(new Set(batch.failed));
    dismiss({});
  };
  return (
    <aside className="batch" aria-label={say('window.devices.batch.label')}>
      <span className="state-badge" data-state={isBad ? 'failing' : 'protected'}>
        <StateShape state={isBad ? 'failing' : 'protected'} />
      </span>
      <p>{batchSentence(batch)}</p>
      <div className="buttons">
        {isBad && (
          <Button variant="primary" onPress={show}>
            {say('window.devices.batch.show')}
          </Button>
        )}
        <Button variant="quiet" onPress={() => dismiss({})}>
          {say('window.notices.dismiss')}
        </Button>
      </div>
    </aside>
  );
}
