import { useRef, useState, type ReactElement } from 'react';
import type { AddState } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { Facts } from '../../components/facts.tsx';
import { Fold } from '../../components/fold.tsx';
import { PasswordField, TextField } from '../../components/text-field.tsx';
import { useAct } from '../../state/use-answer.ts';
import { useAppState } from '../../state/use-app-state.ts';
import { Checks } from './check-step.tsx';
import { CodeForm } from './code-form.tsx';
import { StepForm } from './step-form.tsx';
import { factsOf } from './trust-step.tsx';

/** User name and password; a one-time code only when the device asks for it. */
export function SignInStep({ adding }: { readonly adding: AddState }): ReactElement {
  return adding.code === 'none' ? <Credentials adding={adding} /> : <CodeForm isWrong={adding.code === 'wrong'} />;
}

function Credentials({ adding }: { readonly adding: AddState }): ReactElement {
  const place = useAppState((state) => state.secretPlace);
  const demoDevice = useAppState((state) => state.demoDevice ?? null);
  const signIn = useAct('add/sign-in');
  const back = useAct('add/back');
  const openPage = useAct('add/open-page').mutate;
  const field = useRef<HTMLDivElement>(null);
  const isTyped = adding.user !== '';
  const isKept = adding.holdsPassword && isTyped;
  const [user, setUser] = useState(isTyped ? adding.user : (demoDevice?.user ?? ''));
  const [password, setPassword] = useState(isTyped ? '' : (demoDevice?.password ?? ''));
  const [name, setName] = useState(adding.name);
  const [group, setGroup] = useState(adding.group);
  const { report } = adding;
  const asksTrust = report?.certificate !== undefined && !report.certificate.systemTrusted;
  const error = signIn.error ?? adding.error;
  const isRefused = error?.code === 'auth/refused';
  const given = password === '' ? {} : { password };
  const description = isRefused
    ? say('window.password.refused')
    : isKept
      ? say('window.add.sign-in.kept')
      : say('window.add.sign-in.place', { place });
  return (
    <>
      <StepForm
        title={say('window.add.sign-in.title')}
        action={say('window.continue')}
        canSend={user.trim() !== '' && (password !== '' || (isKept && user === adding.user))}
        isPending={signIn.isPending}
        onSend={() => signIn.mutate({ user: user.trim(), ...given, name: name.trim(), group: group.trim() })}
        onBack={() => back.mutate({ step: asksTrust ? 'trust' : 'address' })}
      >
        {report !== undefined && !asksTrust && <Vouched report={report} />}
        <div {...(isRefused ? {} : { 'data-first': '' })}>
          <TextField
            label={say('window.add.sign-in.user')}
            value={user}
            onChange={setUser}
            autoComplete="off"
            maxLength={200}
            literal
            autoFocus={!isRefused}
          />
        </div>
        <div ref={field} {...(isRefused ? { 'data-first': '' } : {})}>
          <PasswordField
            label={say('window.add.sign-in.password')}
            value={password}
            onChange={setPassword}
            maxLength={1000}
            description={description}
            autoFocus={isRefused}
          />
        </div>
        {error !== undefined && (
          <ErrorNote
            error={error}
            actions={{ password: () => field.current?.querySelector('input')?.focus(), page: () => openPage({}) }}
            urgent
          />
        )}
        <Fold title={say('window.add.sign-in.account')}>
          <p>{say('window.add.sign-in.account.text')}</p>
          {report !== undefined && (
            <p>{say(`window.add.sign-in.account.${report.product === 'SRM' ? 'srm' : 'dsm'}`)}</p>
          )}
        </Fold>
        <Fold title={say('window.add.sign-in.more')}>
          <TextField
            label={say('window.add.sign-in.name')}
            value={name}
            onChange={setName}
            description={say('window.add.sign-in.name.text')}
            maxLength={200}
          />
          <TextField label={say('window.add.sign-in.group')} value={group} onChange={setGroup} maxLength={200} />
        </Fold>
      </StepForm>
      {isRefused && <Checks checks={adding.checks} />}
    </>
  );
}

/** A certificate that the system trusts needs no question: it is only shown. */
function Vouched({ report }: { readonly report: NonNullable<AddState['report']> }): ReactElement {
  const issuer = report.certificate?.issuer;
  const trust = issuer === undefined ? say('window.trust.cleartext') : say('window.trust.system', { issuer });
  return <Facts facts={[...factsOf(report), { label: say('window.add.step.trust'), value: trust }]} />;
}
