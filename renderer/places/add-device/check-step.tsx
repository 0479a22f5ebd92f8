import { useEffect, type ReactElement } from 'react';
import type { AddCheck, AddState } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { useAnnounce } from '../../app/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { CheckMark } from '../../components/check-mark.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { useAct } from '../../state/use-answer.ts';

/** What is proven, tick by tick. A cross says what, why, and what to click on the device. */
export function CheckStep({ adding }: { readonly adding: AddState }): ReactElement {
  const back = useAct('add/back').mutate;
  const cancel = useAct('add/cancel').mutate;
  const signIn = useAct('add/sign-in').mutate;
  const openPage = useAct('add/open-page').mutate;
  const report = useAct('app/report');
  const { working, checks, error, user, name, group } = adding;
  const toSignIn = (): void => back({ step: 'sign-in' });
  return (
    <>
      <h2 tabIndex={-1}>{say(working ? 'window.add.check.title' : 'window.add.check.failed')}</h2>
      <Checks checks={checks} />
      <Notes notes={adding.notes} />
      {error !== undefined && (
        <ErrorNote
          error={error}
          actions={{
            password: toSignIn,
            code: toSignIn,
            address: () => back({ step: 'address' }),
            page: () => openPage({}),
            // The engine still holds the password.
            retry: () => signIn({ user, name, group }),
          }}
          urgent
        />
      )}
      <div className="buttons step-buttons">
        {working ? (
          <Button onPress={() => cancel({})}>{say('window.cancel')}</Button>
        ) : (
          <>
            <Button onPress={toSignIn}>{say('window.back')}</Button>
            <Button variant="quiet" isPending={report.isPending} onPress={() => report.mutate({ place: 'add' })}>
              {say('window.add.copy')}
            </Button>
          </>
        )}
      </div>
      {report.data !== undefined && <CopyText label={say('window.add.details')} text={report.data.text} />}
    </>
  );
}

export function Checks({ checks }: { readonly checks: readonly AddCheck[] }): ReactElement {
  const { politely } = useAnnounce();
  const last = checks.findLast(({ outcome }) => outcome === 'ok')?.check;
  useEffect(() => {
    if (last !== undefined) politely(say(`window.add.check.${last}`));
  }, [politely, last]);
  return (
    <ul className="checks">
      {checks.map(({ check, outcome }) => (
        <li key={check} className="check" data-outcome={outcome}>
          <CheckMark outcome={outcome} />
          <p>
            {say(`window.add.check.${check}`)}
            <span className="visually-hidden">: {say(`window.add.check.outcome.${outcome}`)}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Sentences to be read before the first backup. */
export function Notes({ notes }: { readonly notes: readonly string[] }): ReactElement | null {
  if (notes.length === 0) return null;
  return (
    <ul className="step-notes" aria-label={say('window.add.notes')}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
