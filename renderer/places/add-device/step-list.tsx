import type { ReactElement } from 'react';
import type { AddStep } from '../../../shared/ipc/index.ts';
import { say } from '../../../shared/words/say.ts';
import { CheckMark } from '../../components/check-mark.tsx';

const STEPS = ['address', 'trust', 'sign-in', 'check', 'first-backup'] as const satisfies readonly AddStep[];

/** The five steps, and where one is. */
export function StepList({ step }: { readonly step: AddStep }): ReactElement {
  const at = step === 'done' ? STEPS.length : STEPS.indexOf(step);
  return (
    <ol className="steps" aria-label={say('window.add.steps')}>
      {STEPS.map((each, index) => (
        <li
          key={each}
          className="step"
          data-done={index < at ? '' : undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className="step-number" aria-hidden="true">
            {index < at ? <CheckMark outcome="ok" /> : index + 1}
          </span>
          {say(`window.add.step.${each}`)}
          {index < at && <span className="visually-hidden">, {say('window.add.step.state.done')}</span>}
        </li>
      ))}
    </ol>
  );
}
