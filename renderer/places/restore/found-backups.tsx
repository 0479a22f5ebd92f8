import { useState, type ReactElement } from 'react';
import type { FoundModel } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { Choice } from '../../components/choice.tsx';
import { longMoment } from '../../../shared/dates.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { GuideText } from '../../guide/guide-view.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { FoundActions } from './found-actions.tsx';

type Found = FoundModel['backups'][number];

/** Backups of devices that need not be known here, and the guide for the one that is chosen: the newest unless told otherwise. */
export function FoundBackups({ found }: { readonly found: FoundModel }): ReactElement {
  const [device, setDevice] = useState<string | undefined>(undefined);
  const [token, setToken] = useState<string | undefined>(undefined);
  const devices = [...new Set(found.backups.map(deviceOf))];
  const shown = found.backups.filter((backup) => deviceOf(backup) === (device ?? devices[0]));
  const chosen =
    shown.find((backup) => backup.token === token) ?? shown.find(({ state }) => isUsable(state)) ?? shown[0];
  if (chosen === undefined) return <p>{say('window.restore.open.none', { folder: found.folder })}</p>;
  return (
    <section className="restore-choices" aria-label={say('window.restore.found')}>
      <p className="place-note restore-where">{say('window.restore.found.text', { folder: found.folder })}</p>
      <Choice
        label={say('window.restore.device')}
        value={deviceOf(chosen)}
        options={devices.map((name) => ({ value: name, text: name }))}
        onChange={setDevice}
      />
      <Choice
        label={say('window.restore.backup')}
        value={chosen.token}
        options={shown.map((backup) => ({ value: backup.token, text: textOf(backup) }))}
        onChange={setToken}
      />
      {isUsable(chosen.state) ? (
        <Guide key={chosen.token} chosen={chosen} />
      ) : (
        <p role="status">{say('window.restore.found.bad', { state: chosen.state })}</p>
      )}
    </section>
  );
}

function Guide({ chosen: { token, state } }: { readonly chosen: Found }): ReactElement {
  const { data, error, refetch } = useAnswer('restore/found-guide', { token });
  if (error !== null) return <ErrorNote error={error} actions={{ retry: () => void refetch() }} urgent />;
  if (data === undefined) return <p aria-busy="true">{say('window.restore.loading')}</p>;
  return (
    <div className="restore-chosen">
      <FoundActions token={token} canSave={state === 'verified'} />
      <article className="guide" aria-labelledby="guide-title">
        <h2 className="guide-title" id="guide-title">
          {data.guide.title}
        </h2>
        <GuideText guide={data.guide} />
      </article>
    </div>
  );
}

function deviceOf({ device, model }: Found): string {
  return model === undefined ? device : say('window.restore.found.device', { device, model });
}

/** One without a sidecar may be sound: it is opened to find out. */
function isUsable(state: Found['state']): boolean {
  return state === 'verified' || state === 'unknown';
}

function textOf({ takenAt, file, firmware }: Found): string {
  if (takenAt === undefined) return say('window.restore.found.unknown', { file });
  const date = longMoment(takenAt);
  return firmware === undefined ? date : say('window.restore.backup.option', { text: date, more: firmware });
}
