import { useEffect, useRef, useState, type ReactElement } from 'react';
import { asKeepError, type KeepError } from '../../../../shared/errors.ts';
import type { DeviceModel, EventPayload, Output } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { CheckMark } from '../../../components/check-mark.tsx';
import { CopyText } from '../../../components/copy-text.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { Fold } from '../../../components/fold.tsx';
import type { DialogRequest } from '../dialog-request.ts';
import { useClient } from '../../../state/client-context.tsx';

type Step = EventPayload<'doctor-step'>['step'];
type Ended = { readonly answer: Output<'devices/diagnose'> } | { readonly error: KeepError };

/** The sign-in diagnosis, step by step as it happens. Closing breaks it off. */
export function CheckDialog({
  device: { id, name },
  onDialog,
  onClose,
}: {
  readonly device: DeviceModel;
  readonly onDialog: (request: DialogRequest) => void;
  readonly onClose: () => void;
}): ReactElement {
  const client = useClient();
  const [round, setRound] = useState(0);
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [ended, setEnded] = useState<Ended | undefined>(undefined);
  const list = useRef<HTMLOListElement>(null);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const end = (how: Ended): void => {
      if (!signal.aborted) setEnded(how);
    };
    const silence = client.on('doctor-step', (event) => {
      if (event.deviceId === id) setSteps((before) => [...before, event.step]);
    });
    client.call('devices/diagnose', { deviceId: id }, { signal }).then(
      (answer) => end({ answer }),
      (thrown: unknown) => end({ error: asKeepError(thrown) }),
    );
    return () => {
      silence();
      controller.abort();
    };
  }, [client, id, round]);

  const again = (): void => {
    setSteps([]);
    setEnded(undefined);
    setRound(round + 1);
  };
  const answer = ended !== undefined && 'answer' in ended ? ended.answer : undefined;
  const shown = answer?.report.steps ?? steps;
  return (
    <Dialog title={say('window.check.title', { name })} onClose={onClose} wide>
      <div className="stack" aria-busy={ended === undefined}>
        <p className="check-conclusion" role="status">
          {answer?.report.conclusion ?? say('window.check.start')}
        </p>
        <ol className="checks" ref={list} tabIndex={0} aria-label={say('window.check.title', { name })}>
          {shown.map((step) => (
            <StepLine key={step.step} step={step} />
          ))}
          {ended === undefined && (
            <li className="check" data-outcome="trying">
              <CheckMark outcome="trying" />
              <p>{say('window.check.running')}</p>
            </li>
          )}
        </ol>
        {ended !== undefined && 'error' in ended && <ErrorNote error={ended.error} urgent />}
        {answer !== undefined && (
          <Fold title={say('window.check.details')}>
            <CopyText label={say('window.check.details')} text={answer.text} />
          </Fold>
        )}
        <div className="dialog-buttons">
          {ended !== undefined && (
            <Button onPress={() => onDialog({ kind: 'report', deviceIds: [id] })}>{say('window.check.report')}</Button>
          )}
          {ended !== undefined && <Button onPress={again}>{say('window.check.again')}</Button>}
          <Button onPress={onClose}>{say(ended === undefined ? 'window.cancel' : 'window.close')}</Button>
        </div>
      </div>
    </Dialog>
  );
}

function StepLine({ step }: { readonly step: Step }): ReactElement {
  const { title, outcome, tried, meaning, click } = step;
  return (
    <li className="check" data-outcome={outcome}>
      <CheckMark outcome={outcome} />
      <div>
        <p className="check-title">
          {title}
          <span className="visually-hidden">: {say(`window.check.outcome.${outcome}`)}</span>
        </p>
        {outcome !== 'ok' && outcome !== 'skipped' && <p className="field-text">{tried}</p>}
        {outcome !== 'ok' && <p>{meaning}</p>}
        {click !== undefined && <p className="check-click">{click}</p>}
      </div>
    </li>
  );
}
