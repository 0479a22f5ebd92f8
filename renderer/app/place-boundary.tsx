import { useQueryClient } from '@tanstack/react-query';
import { Component, useState, type ReactElement, type ReactNode } from 'react';
import { say } from '../../shared/words/say.ts';
import type { Place } from '../../shared/ipc/index.ts';
import { Button } from '../components/button.tsx';
import { CopyText } from '../components/copy-text.tsx';
import { PlaceHeader } from '../components/place-header.tsx';
import { forgetAnswers } from '../state/query-client.ts';
import { useAct } from '../state/use-answer.ts';

interface Props {
  readonly place: Place;
  readonly children: ReactNode;
}
interface State {
  readonly thrown: Error | undefined;
}

/** A fault in one place leaves the frame and the other places alone. React has no way to catch but a class. */
export class PlaceBoundary extends Component<Props, State> {
  override state: State = { thrown: undefined };

  static getDerivedStateFromError(thrown: unknown): State {
    return { thrown: thrown instanceof Error ? thrown : new Error(typeof thrown) };
  }

  override render(): ReactNode {
    const { thrown } = this.state;
    if (thrown === undefined) return this.props.children;
    return <Broken place={this.props.place} thrown={thrown} onRetry={() => this.setState({ thrown: undefined })} />;
  }
}

/** The report is made by the engine, which takes out names, addresses and secrets. */
function Broken({
  place,
  thrown,
  onRetry,
}: {
  readonly place: Place;
  readonly thrown: Error;
  readonly onRetry: () => void;
}): ReactElement {
  const report = useAct('app/report');
  const queries = useQueryClient();
  const [problem] = useState(() => (thrown.stack ?? thrown.message).slice(0, 20_000));
  return (
    <section className="place broken" role="alert">
      <PlaceHeader title={say('window.broken.title')} />
      <p>{say('window.broken.text')}</p>
      <div className="buttons">
        <Button
          variant="primary"
          onPress={() => {
            // What it stumbled over may be an answer.
            forgetAnswers(queries);
            onRetry();
          }}
        >
          {say('window.broken.retry')}
        </Button>
        <Button isPending={report.isPending} onPress={() => report.mutate({ place, problem })}>
          {say('window.broken.report')}
        </Button>
      </div>
      {report.data !== undefined && (
        <>
          <p>{say('window.broken.report.text')}</p>
          <CopyText label={say('window.broken.report.label')} text={report.data.text} />
        </>
      )}
    </section>
  );
}
