import { useMutation } from '@tanstack/react-query';
import { useRef, type ReactElement, type ReactNode } from 'react';
import type { KeepError } from '../../../../shared/errors.ts';
import type { Output } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { useAnnounce } from '../../../app/announcer.tsx';
import { Button } from '../../../components/button.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { useClient } from '../../../state/client-context.tsx';

type Results = Output<'settings/copies-now'>;

/** Copies at once what is missing in the second places; can be broken off, and goes on where it stopped the next time. */
export function CatchUp({
  deviceId,
  isOffered,
  children,
}: {
  readonly deviceId: string | undefined;
  /** There is a place to copy to. */
  readonly isOffered: boolean;
  /** Buttons that stand in the same row. */
  readonly children: ReactNode;
}): ReactElement {
  const client = useClient();
  const { politely } = useAnnounce();
  const running = useRef<AbortController>(undefined);
  const copies = useMutation<Results, KeepError>({
    mutationFn: () => {
      running.current = new AbortController();
      const { signal } = running.current;
      return client.call('settings/copies-now', deviceId === undefined ? {} : { deviceId }, { signal });
    },
    onSuccess: (results) => politely(caughtUp(results)),
  });
  const { data, error, isPending } = copies;
  const failures = (data ?? []).flatMap((result) => (result.ok ? [] : [result]));
  return (
    <div className="catch-up">
      <div className="buttons">
        {isOffered && (
          <Button isPending={isPending} onPress={() => copies.mutate()}>
            {say('window.settings.place.catch-up')}
          </Button>
        )}
        {children}
        {isPending && <Button onPress={() => running.current?.abort()}>{say('window.cancel')}</Button>}
      </div>
      {isPending && (
        <p role="status" className="working">
          {say('window.settings.place.catching-up')}
        </p>
      )}
      {data !== undefined && <p className="setting-done">{caughtUp(data)}</p>}
      {failures.map((result) => (
        <div key={`${result.device} ${result.folder}`}>
          <p className="field-label">{result.device}</p>
          <ErrorNote error={result.error} urgent />
        </div>
      ))}
      {error !== null && error.code !== 'cancelled' && <ErrorNote error={error} urgent />}
    </div>
  );
}

function caughtUp(results: Results): string {
  return say('window.settings.place.caught-up', { count: results.reduce((sum, { copied }) => sum + copied, 0) });
}
