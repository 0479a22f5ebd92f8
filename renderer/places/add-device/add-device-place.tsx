import { useEffect, useRef, type ReactElement } from 'react';
import { assertNever } from '../../../shared/assert-never.ts';
import type { AddState } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { PlaceHeader } from '../../components/place-header.tsx';
import { useAct } from '../../state/use-answer.ts';
import { useAppState } from '../../state/use-app-state.ts';
import { AddressStep } from './address-step.tsx';
import { CheckStep } from './check-step.tsx';
import { DoneStep } from './done-step.tsx';
import { FirstBackupStep } from './first-backup-step.tsx';
import { SignInStep } from './sign-in-step.tsx';
import { StepList } from './step-list.tsx';
import { TrustStep } from './trust-step.tsx';

/** The stepper. The engine holds it: closing the window, or looking at another place meanwhile, loses nothing. */
export function AddDevicePlace(): ReactElement {
  const adding = useAppState((state) => state.adding);
  const { mutate: begin, error } = useAct('add/begin');
  const panel = useRef<HTMLDivElement>(null);
  const shown = useRef<AddState['step'] | undefined>(undefined);
  const step = adding?.step;

  useEffect(() => begin({}), [begin]);
  useEffect(() => {
    // A new step takes the focus, in its first field or in its title; not when one only comes to this place.
    if (shown.current !== undefined && step !== shown.current) {
      const field = panel.current?.querySelector<HTMLElement>('[data-first] input');
      (field ?? panel.current?.querySelector('h2'))?.focus();
    }
    shown.current = step;
  }, [step]);

  return (
    <section className="place">
      <PlaceHeader title={say('window.add.title')} />
      {error !== null && <ErrorNote error={error} urgent />}
      {adding !== null && (
        <>
          <StepList step={isRefused(adding) ? 'sign-in' : adding.step} />
          <div className="panel stack" data-step={adding.step} ref={panel}>
            <Step adding={adding} />
          </div>
        </>
      )}
    </section>
  );
}

/** The password has to be typed again, in the form itself. */
function isRefused({ step, working, error }: AddState): boolean {
  return step === 'check' && !working && error?.code === 'auth/refused';
}

function Step({ adding }: { readonly adding: AddState }): ReactElement {
  const { step } = adding;
  switch (step) {
    case 'address':
      return <AddressStep adding={adding} />;
    case 'trust':
      return <TrustStep adding={adding} />;
    case 'sign-in':
      return <SignInStep adding={adding} />;
    case 'check':
      return isRefused(adding) ? <SignInStep adding={adding} /> : <CheckStep adding={adding} />;
    case 'first-backup':
      return <FirstBackupStep adding={adding} />;
    case 'done':
      return <DoneStep adding={adding} />;
    default:
      return assertNever(step);
  }
}
