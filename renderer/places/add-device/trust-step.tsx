import { useState, type ReactElement } from 'react';
import type { AddState } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { dateText } from '../../../shared/dates.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Facts, Fingerprint, type Fact } from '../../components/facts.tsx';
import { useAct } from '../../state/use-answer.ts';
import { StepForm } from './step-form.tsx';

type Report = NonNullable<AddState['report']>;

/** What answered, before any password is sent: compared once by a person, by the engine from then on. */
export function TrustStep({ adding }: { readonly adding: AddState }): ReactElement | null {
  const trust = useAct('add/trust');
  const back = useAct('add/back');
  const [by, setBy] = useState<'authority' | 'certificate'>('authority');
  const { report } = adding;
  if (report?.certificate === undefined) return null;
  const { sha256, systemTrusted } = report.certificate;
  const authority = systemTrusted && by === 'authority';
  const error = trust.error ?? adding.error;
  return (
    <StepForm
      title={say('window.add.trust.title')}
      action={say('window.add.trust.action')}
      isPending={trust.isPending}
      onSend={() => trust.mutate({ fingerprint: sha256, authority })}
      onBack={() => back.mutate({ step: 'address' })}
    >
      <p>{say(systemTrusted ? 'window.add.trust.vouched' : 'window.add.trust.text')}</p>
      {systemTrusted && (
        <fieldset className="stack">
          <legend>{say('window.add.trust.by')}</legend>
          {(['authority', 'certificate'] as const).map((choice) => (
            <label key={choice}>
              <input type="radio" name="trust-by" checked={by === choice} onChange={() => setBy(choice)} />{' '}
              {say(`window.add.trust.by.${choice}`)}
            </label>
          ))}
        </fieldset>
      )}
      <Facts facts={[...factsOf(report), ...certificateFacts(report)]} />
      <p className="breakable">{say('window.add.trust.where', { place: report.certificatePlace })}</p>
      {error !== undefined && <ErrorNote error={error} urgent />}
    </StepForm>
  );
}

/** What answered there. */
export function factsOf({ product, endpoint, remoteAddress }: Report): readonly Fact[] {
  return [
    { label: say('window.add.fact.product'), value: say(`window.add.product.${product}`) },
    { label: say('window.add.fact.host'), value: `${endpoint.host}:${String(endpoint.port)}` },
    { label: say('window.add.fact.ip'), value: remoteAddress },
  ];
}

function certificateFacts({ certificate }: Report): readonly Fact[] {
  if (certificate === undefined) return [];
  const { subject, issuer, validFrom, validTo, sha256 } = certificate;
  const range = { from: dateText(validFrom), to: dateText(validTo) };
  return [
    { label: say('window.add.fact.certificate'), value: subject },
    { label: say('window.add.fact.issuer'), value: issuer },
    { label: say('window.add.fact.validity'), value: say('window.add.fact.valid-range', range) },
    { label: say('window.add.fact.fingerprint'), value: <Fingerprint sha256={sha256} /> },
  ];
}
