import type { ReactElement } from 'react';
import type { Input } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { GuideText } from '../../guide/guide-view.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { RestoreActions } from './restore-actions.tsx';

/** The guide for one backup of one product and version, ready to be printed. */
export function RestoreGuide({ backup }: { readonly backup: Input<'backup/show'>['backup'] }): ReactElement {
  const { data, error, refetch } = useAnswer('restore/guide', backup);
  if (error !== null) return <ErrorNote error={error} actions={{ retry: () => void refetch() }} />;
  if (data === undefined) return <p aria-busy="true">{say('window.restore.loading')}</p>;
  return (
    <div className="restore-chosen">
      <RestoreActions backup={data.backup} hasPage={data.origin !== undefined} />
      <article className="guide" aria-labelledby="guide-title">
        <h2 className="guide-title" id="guide-title">
          {data.guide.title}
        </h2>
        <GuideText guide={data.guide} />
        <p className="guide-stored">{say('window.restore.stored')}</p>
      </article>
    </div>
  );
}
