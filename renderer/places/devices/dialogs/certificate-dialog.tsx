import type { ReactElement } from 'react';
import { assertNever } from '../../../../shared/assert-never.ts';
import type { DeviceModel, Output } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { Fingerprint } from '../../../components/facts.tsx';
import { useAct, useAnswer } from '../../../state/use-answer.ts';

/** The certificate that was trusted beside the one shown now. */
export function CertificateDialog({
  device: { id, name },
  onClose,
}: {
  readonly device: DeviceModel;
  readonly onClose: () => void;
}): ReactElement {
  const look = useAnswer('devices/look-trust', { deviceId: id });
  const accept = useAct('devices/accept-trust');
  const shown = look.data?.shown;
  const send = (sha256: string, authority: boolean): void =>
    accept.mutate(
      { deviceId: id, fingerprint: sha256, authority },
      { onSuccess: ({ accepted }) => accepted && onClose() },
    );
  const mayTrustAuthority = look.data?.byAuthority === true && look.data.stored.kind === 'fingerprint';
  return (
    <Dialog title={say('window.trust.title', { name })} onClose={onClose} wide>
      <div className="stack" aria-busy={look.isFetching}>
        {look.isFetching && <p>{say('window.busy')}</p>}
        {look.error !== null && !look.isFetching && (
          <ErrorNote error={look.error} actions={{ retry: () => void look.refetch() }} urgent />
        )}
        {look.data !== undefined && !look.isFetching && <Comparison data={look.data} />}
        {accept.error !== null && <ErrorNote error={accept.error} urgent />}
        <div className="dialog-buttons">
          <Button onPress={onClose}>{say('window.close')}</Button>
          {mayTrustAuthority && shown !== undefined && (
            <Button isPending={accept.isPending} onPress={() => send(shown.sha256, true)}>
              {say('window.trust.accept-authority')}
            </Button>
          )}
          {look.data?.same === false && shown !== undefined && (
            <Button variant="primary" isPending={accept.isPending} onPress={() => send(shown.sha256, false)}>
              {say('window.trust.accept')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function Comparison({ data }: { readonly data: Output<'devices/look-trust'> }): ReactElement {
  const { stored, shown, same, byAuthority, certificatePlace } = data;
  return (
    <>
      <p>{same ? say('window.trust.same') : say('window.trust.differs', { place: certificatePlace })}</p>
      {byAuthority && stored.kind === 'fingerprint' && <p>{say('window.trust.by-authority')}</p>}
      <dl className="comparison">
        <div>
          <dt>{say('window.trust.stored')}</dt>
          <dd>
            <StoredTrust stored={stored} />
          </dd>
        </div>
        {shown !== undefined && (
          <div>
            <dt>{say('window.trust.shown')}</dt>
            <dd>
              <Fingerprint sha256={shown.sha256} />
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}

function StoredTrust({ stored }: { readonly stored: Output<'devices/look-trust'>['stored'] }): ReactElement {
  switch (stored.kind) {
    case 'fingerprint':
      return <Fingerprint sha256={stored.sha256} />;
    case 'system':
      return <>{say('window.trust.system', { issuer: stored.issuer })}</>;
    case 'cleartext':
      return <>{say('window.trust.cleartext')}</>;
    default:
      return assertNever(stored);
  }
}
