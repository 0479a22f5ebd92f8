import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { AppState } from '../../shared/ipc/index.ts';
import { asKeepError, reportOf } from '../../shared/errors.ts';
import { say } from '../../shared/words/say.ts';
import { ErrorNote } from '../components/error-note.tsx';
import type { Connection } from '../state/connect.ts';
import { APP_STATE } from '../state/keys.ts';
import { Announcer } from './announcer.tsx';
import { Frame } from './frame.tsx';
import { NavigationProvider } from './navigation.tsx';

/** The whole page: nothing until the first snapshot is here, then the frame with its places. */
export function App({ connection }: { readonly connection: Connection }): ReactElement {
  const { data, error } = useQuery<AppState>({ queryKey: APP_STATE, enabled: false });
  if (data === undefined) return <Starting error={error} onRetry={connection.askAgain} />;
  return (
    <Announcer>
      <NavigationProvider requests={connection.requests}>
        <Frame />
      </NavigationProvider>
    </Announcer>
  );
}

function Starting({ error, onRetry }: { readonly error: Error | null; readonly onRetry: () => void }): ReactElement {
  return (
    <main className="starting" aria-busy={error === null}>
      <h1 className="visually-hidden">{say('window.title')}</h1>
      {error !== null && <ErrorNote error={reportOf(asKeepError(error))} actions={{ retry: onRetry }} urgent />}
    </main>
  );
}
