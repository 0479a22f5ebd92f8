import {
  assertNever,
  DOCTOR_STEPS,
  REPORT_STEPS,
  reportOf,
  say,
  type DeviceReport,
  type DoctorStepName,
  type ErrorReport,
  type KeepError,
} from '../../../shared/index.ts';
import type { DoctorStep } from '../types.ts';

/** The findings of one diagnosis, reported as they come. */
export interface Notes {
  readonly note: (step: DoctorStepName, finding: Omit<DoctorStep, 'step' | 'title'>) => void;
  /** Notes a failed step: the error's sentence is its meaning, the error's hint what to click unless said otherwise. */
  readonly fail: (
    step: DoctorStepName,
    tried: string,
    error: KeepError,
    finding?: { meaning?: string; click?: string },
  ) => void;
  /** Marks every step up to `last` that has no finding as not tried. */
  readonly skipTo: (last: DoctorStepName) => void;
  readonly steps: () => readonly DoctorStep[];
  /** How each step ended, with the code of its error. */
  readonly outcomes: () => DeviceReport['steps'];
  /** The first failure; it decides the exit code. */
  readonly failure: () => { readonly title: string; readonly error: ErrorReport } | undefined;
}

/** @param forReport the steps are taken that only a report needs */
export function takeNotes(onStep: (step: DoctorStep) => void, forReport: boolean): Notes {
  const wanted = DOCTOR_STEPS.filter((step) => forReport || !REPORT_STEPS.includes(step));
  const steps: DoctorStep[] = [];
  let failure: ReturnType<Notes['failure']>;
  const note: Notes['note'] = (step, finding) => {
    const found = { step, title: titleOf(step), ...finding };
    steps.push(found);
    onStep(found);
  };
  return {
    note,
    fail: (step, tried, error, finding = {}) => {
      failure ??= { title: titleOf(step), error: reportOf(error) };
      note(step, { outcome: 'failed', tried, meaning: error.message, click: error.hint, code: error.code, ...finding });
    },
    skipTo: (last) => {
      for (const step of wanted.slice(0, wanted.indexOf(last) + 1)) {
        if (steps.some((found) => found.step === step)) continue;
        note(step, { outcome: 'skipped', tried: '', meaning: say('doctor.skipped') });
      }
    },
    steps: () => steps,
    outcomes: () =>
      steps.map(({ step, outcome, code }) => ({ step, outcome, ...(code === undefined ? {} : { code }) })),
    failure: () => failure,
  };
}

function titleOf(step: DoctorStepName): string {
  switch (step) {
    case 'reach':
      return say('doctor.reach.title');
    case 'tls':
      return say('doctor.tls.title');
    case 'product':
      return say('doctor.product.title');
    case 'api-versions':
      return say('doctor.versions.title');
    case 'encryption':
      return say('doctor.encryption.title');
    case 'sign-in':
      return say('doctor.sign-in.title');
    case 'session':
      return say('doctor.session.title');
    case 'administrator':
      return say('doctor.rank.title');
    case 'backup-right':
      return say('doctor.right.title');
    case 'export':
      return say('doctor.export.title');
    case 'block-list':
      return say('doctor.block.title');
    case 'device-log':
      return say('doctor.log.title');
    default:
      return assertNever(step);
  }
}
