import { useId, type ReactElement, type ReactNode } from 'react';
import { say } from '../../../shared/words/say.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import type { Changing } from './use-change.ts';

/** A group of settings under a heading. */
export function Section({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text?: string | undefined;
  readonly children: ReactNode;
}): ReactElement {
  const id = useId();
  return (
    <section className="setting" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {text !== undefined && <p className="setting-text">{text}</p>}
      <div className="setting-body">{children}</div>
    </section>
  );
}

/** What came of a change: why it failed, or what else happened. */
export function ChangeOutcome({ changing: { error, notes } }: { readonly changing: Changing }): ReactElement {
  return (
    <>
      {error !== null && <ErrorNote error={error} urgent />}
      {notes.length > 0 && (
        <ul className="setting-notes" aria-label={say('window.settings.notes')}>
          {notes.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </>
  );
}
