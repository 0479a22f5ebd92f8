import { createContext, use, useEffect, useMemo, useState, type ReactElement, type ReactNode } from 'react';
import { say } from '../../shared/words/say.ts';
import { sizeText } from '../../shared/sizes.ts';
import { batchSentence } from '../components/batch-sentence.ts';
import { useClient } from '../state/client-context.tsx';

/** Says something to a person who does not see the page. */
export interface Announce {
  /** When there is a pause: progress, and what went well. */
  readonly politely: (text: string) => void;
  /** At once: trouble. */
  readonly atOnce: (text: string) => void;
}

const AnnounceContext = createContext<Announce | undefined>(undefined);

export function useAnnounce(): Announce {
  const announce = use(AnnounceContext);
  if (announce === undefined) throw new Error('outside of Announcer');
  return announce;
}

/** The two live regions of the page, and the ends of all runs told in them. */
export function Announcer({ children }: { readonly children: ReactNode }): ReactElement {
  const client = useClient();
  const [polite, setPolite] = useState('');
  const [assertive, setAssertive] = useState('');
  const announce = useMemo(() => ({ politely: setPolite, atOnce: setAssertive }), []);

  useEffect(
    () =>
      client.on('run-ended', ({ result }) => {
        const { device } = result;
        if (result.ok) setPolite(say('window.announce.backed-up', { device, size: sizeText(result.bytes) }));
        else if (result.error.code === 'cancelled') setPolite(say('window.announce.cancelled', { device }));
        else setAssertive(say('window.announce.failed', { device, message: result.error.message }));
      }),
    [client],
  );

  useEffect(() => client.on('batch', (outcome) => outcome !== null && setPolite(batchSentence(outcome))), [client]);

  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="visually-hidden" role="status" aria-live="polite">
        {polite}
      </div>
      <div className="visually-hidden" role="alert" aria-live="assertive">
        {assertive}
      </div>
    </AnnounceContext>
  );
}
