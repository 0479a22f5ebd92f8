import { useEffect, useRef, useState, type ReactElement } from 'react';
import { asKeepError, type KeepError } from '../../../../shared/errors.ts';
import type { DeviceModel, Output } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { useClient } from '../../../state/client-context.tsx';
import { useAct } from '../../../state/use-answer.ts';

type Made = { readonly answer: Output<'devices/report'> } | { readonly error: KeepError };

/** A report about the device for the people who make Routerkeep: made when asked for, shown whole, then saved. */
export function ReportDialog({
  device: { id, name },
  onClose,
}: {
  readonly device: DeviceModel;
  readonly onClose: () => void;
}): ReactElement {
  const client = useClient();
  const [asked, setAsked] = useState(false);
  const [step, setStep] = useState('');
  const [made, setMade] = useState<Made | undefined>(undefined);
  const save = useAct('devices/save-report');
  const running = useRef<AbortController>(undefined);

  useEffect(() => () => running.current?.abort(), []);

  const make = (): void => {
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setAsked(true);
    const silence = client.on('doctor-step', (event) => {
      if (event.deviceId === id) setStep(event.step.title);
    });
    const end = (how: Made): void => {
      silence();
      if (!signal.aborted) setMade(how);
    };
    client.call('devices/report', { deviceId: id }, { signal }).then(
      (answer) => end({ answer }),
      (thrown: unknown) => end({ error: asKeepError(thrown) }),
    );
  };
  const answer = made !== undefined && 'answer' in made ? made.answer : undefined;
  const isBusy = asked && made === undefined;
  return (
    <Dialog title={say('window.report.title', { name })} onClose={onClose} wide>
      <div className="stack" aria-busy={isBusy}>
        <p>{say(answer === undefined ? 'window.report.about' : 'window.report.shown')}</p>
        <p className="field-text" role="status">
          {isBusy
            ? step === ''
              ? say('window.report.running')
              : step
            : save.data?.saved === true
              ? say('window.report.saved')
              : ''}
        </p>
        {made !== undefined && 'error' in made && <ErrorNote error={made.error} urgent />}
        {save.error !== null && <ErrorNote error={save.error} urgent />}
        {answer !== undefined && (
          <textarea
            className="copy-text-area"
            aria-label={say('window.report.content')}
            value={answer.text}
            readOnly
            rows={16}
          />
        )}
        <div className="dialog-buttons">
          {!asked && <Button onPress={make}>{say('window.report.make')}</Button>}
          {answer !== undefined && (
            <Button onPress={() => save.mutate({ deviceId: id })}>{say('window.report.save')}</Button>
          )}
          <Button onPress={onClose}>{say(isBusy ? 'window.cancel' : 'window.close')}</Button>
        </div>
      </div>
    </Dialog>
  );
}
