import type { ReactElement } from 'react';
import type { ErrorReport } from '../../../shared/errors.ts';
import type { DeviceModel } from '../../../shared/ipc/index.ts';
import { warningSentence } from '../../../shared/warnings.ts';
import { say } from '../../../shared/words/say.ts';
import { momentText } from '../../../shared/dates.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { useAct } from '../../state/use-answer.ts';
import type { DialogRequest } from './dialog-request.ts';
import { failedTry } from './failed-try.ts';

interface Shown {
  readonly device: DeviceModel;
  readonly onDialog: (request: DialogRequest) => void;
}

/** What the engine says about the device; trouble with the window's own next step and the button for it. */
export function DeviceSentence({ device, onDialog }: Shown): ReactElement {
  const { protection, copies, vaultProblem, storedProblem, certificateEnds } = device;
  return (
    <div className="card-words">
      {protection.error === undefined ? <Sentence device={device} /> : <Trouble device={device} onDialog={onDialog} />}
      <LastTry device={device} onDialog={onDialog} />
      {vaultProblem !== undefined && vaultProblem.code !== protection.error?.code && (
        <p className="card-aside">
          {say('window.devices.vault-problem')}: {vaultProblem.message}
        </p>
      )}
      {storedProblem !== undefined && (
        <p className="card-aside">
          {say('window.devices.stored-problem')}: {storedProblem.message}
        </p>
      )}
      {(device.warnings ?? []).map(warningSentence).map((sentence) => (
        <p key={sentence} className="card-aside">
          {sentence}
        </p>
      ))}
      {device.unopened !== undefined && (
        <p className="card-aside">{say('keeper.unopened.some', { count: device.unopened.length })}</p>
      )}
      {device.sharesFolder === true && <p className="card-aside">{say('keeper.shared')}</p>}
      {certificateEnds !== undefined && <p className="card-aside">{certificateEnds.sentence}</p>}
      {copies
        .filter(({ behind }) => behind > 0)
        .map(({ place, sentence }) => (
          <p key={place} className="card-aside">
            {say('window.devices.copies')}: {sentence}
          </p>
        ))}
    </div>
  );
}

/** The name stands large above already: here it is for those who hear the sentence alone. */
function Sentence({ device }: { readonly device: DeviceModel }): ReactElement {
  const { name, protection } = device;
  const prefix = `${name}: `;
  if (!protection.sentence.startsWith(prefix)) return <p className="card-sentence">{protection.sentence}</p>;
  return (
    <p className="card-sentence">
      <span className="visually-hidden">{prefix}</span>
      <span className="card-sentence-rest">{protection.sentence.slice(prefix.length)}</span>
    </p>
  );
}

function LastTry({ device, onDialog }: Shown): ReactElement | null {
  const failed = failedTry(device);
  if (failed === undefined) return null;
  return (
    <>
      <p className="card-aside">{say('window.devices.last-try', { when: momentText(failed.at) })}</p>
      <DeviceTrouble device={device} onDialog={onDialog} error={failed.error} />
    </>
  );
}

function DeviceTrouble({ device: { id }, onDialog, error }: Shown & { readonly error: ErrorReport }): ReactElement {
  const openPage = useAct('devices/open-page');
  const ask = (kind: DialogRequest['kind']) => () => onDialog({ kind, deviceIds: [id] });
  return (
    <ErrorNote
      error={error}
      actions={{
        password: ask('password'),
        code: ask('password'),
        address: ask('address'),
        certificate: ask('certificate'),
        page: () => openPage.mutate({ deviceId: id }),
      }}
    />
  );
}

function Trouble({ device, onDialog }: Shown): ReactElement | null {
  const { error, since, retryAt } = device.protection;
  if (error === undefined) return null;
  return (
    <>
      <DeviceTrouble device={device} onDialog={onDialog} error={error} />
      <p className="card-aside">
        {since !== undefined && say('window.devices.since', { since: momentText(since) })}{' '}
        {retryAt !== undefined && say('window.devices.retry-at', { when: momentText(retryAt) })}
      </p>
    </>
  );
}
