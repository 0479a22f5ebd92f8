import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Output } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { useAnnounce } from '../../../app/announcer.tsx';
import { Button } from '../../../components/button.tsx';
import { FormDialog } from '../../../components/dialog.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { Fold } from '../../../components/fold.tsx';
import { useAct, useAnswer } from '../../../state/use-answer.ts';
import { sumOf, type KeepSum } from './keep-value.ts';

type Result = Output<'settings/preview-keep'>[number];

/** What the rule would keep and delete at this moment, and the way to do it now. */
export function KeepPreview(): ReactElement {
  const { data, error, refetch } = useAnswer('settings/preview-keep', {});
  if (error !== null) return <ErrorNote error={error} actions={{ retry: () => void refetch() }} />;
  if (data === undefined) return <p aria-busy="true">{say('window.settings.keep.preview.loading')}</p>;
  const sum = sumOf(data);
  return (
    <>
      <p className="setting-words">{sumText(sum)}</p>
      {data.length > 1 && (
        <Fold title={say('window.settings.keep.preview.more')}>
          <ul className="keep-devices">
            {data.map((result) => (
              <DeviceLine key={result.device} result={result} />
            ))}
          </ul>
        </Fold>
      )}
      {data.length === 1 && data.map((result) => <Trouble key={result.device} result={result} />)}
      {/* It asks in its own words, so it is drawn anew when the number changes. */}
      <DeleteNow key={String(sum.removed)} count={sum.removed} />
    </>
  );
}

function sumText({ kept, removed }: KeepSum): string {
  if (removed > 0) return say('window.settings.keep.preview.some', { kept, removed });
  return kept === 0 ? say('window.settings.keep.preview.empty') : say('window.settings.keep.preview.none', { kept });
}

function DeviceLine({ result }: { readonly result: Result }): ReactElement {
  return (
    <li>
      {result.ok && (
        <span>
          {say('window.settings.keep.preview.device', {
            device: result.device,
            kept: result.kept,
            removed: result.removed.length,
          })}
        </span>
      )}
      <Trouble result={result} />
    </li>
  );
}

/** Why nothing would be deleted although there is something, or why a device could not be looked at. */
function Trouble({ result }: { readonly result: Result }): ReactElement | null {
  if (!result.ok) return <ErrorNote error={result.error} />;
  return result.paused === undefined ? null : <p className="setting-text">{result.paused}</p>;
}

function DeleteNow({ count }: { readonly count: number }): ReactElement {
  const [asking, setAsking] = useState(false);
  const keep = useAct('settings/keep-now');
  const queries = useQueryClient();
  const { politely } = useAnnounce();
  const send = (): void =>
    keep.mutate(
      {},
      {
        onSuccess: (results) => {
          setAsking(false);
          politely(say('window.settings.keep.deleted', { count: sumOf(results).removed }));
          for (const channel of ['settings/preview-keep', 'history/page', 'restore/list']) {
            void queries.invalidateQueries({ queryKey: [channel] });
          }
        },
      },
    );
  return (
    <>
      {count > 0 && (
        <div className="buttons">
          <Button onPress={() => setAsking(true)}>{say('window.settings.keep.delete', { count })}</Button>
        </div>
      )}
      {asking && (
        <FormDialog
          title={say('window.settings.keep.delete.title', { count })}
          action={say('window.settings.keep.delete.action')}
          danger
          isPending={keep.isPending}
          onSend={send}
          onClose={() => setAsking(false)}
        >
          <p>{say('window.settings.keep.delete.text')}</p>
          <p className="field-text">{say('window.backup.delete.system')}</p>
          {keep.error !== null && <ErrorNote error={keep.error} urgent />}
        </FormDialog>
      )}
    </>
  );
}
