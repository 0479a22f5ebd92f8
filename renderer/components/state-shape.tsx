import type { ReactElement } from 'react';
import type { OverviewModel } from '../../shared/ipc/index.ts';
import { say } from '../../shared/words/say.ts';

export type ProtectionState = OverviewModel['fleet']['state'];

/** The same shapes as in the tray: check, ring, pause, dots, clock, triangle, hand. */
const SHAPES: Readonly<Record<ProtectionState, ReactElement>> = {
  protected: <path className="stroke" d="M3.4 8.4 L6.7 11.7 L12.8 4.8" />,
  running: <circle className="stroke" cx="8" cy="8" r="4.6" strokeDasharray="22 7" />,
  paused: <path d="M4.4 3.5 H7 V12.5 H4.4 Z M9 3.5 H11.6 V12.5 H9 Z" />,
  never: <path d="M2.4 6.9 H4.8 V9.3 H2.4 Z M6.8 6.9 H9.2 V9.3 H6.8 Z M11.2 6.9 H13.6 V9.3 H11.2 Z" />,
  overdue: <path fillRule="evenodd" d="M8 2 A6 6 0 1 1 8 14 A6 6 0 1 1 8 2 Z M7.1 4.4 V9 H11.4 V7.3 H8.8 V4.4 Z" />,
  failing: (
    <path fillRule="evenodd" d="M8 1.8 L14.6 13.6 H1.4 Z M7.1 5.8 V9.6 H8.9 V5.8 Z M7.1 10.6 V12.3 H8.9 V10.6 Z" />
  ),
  'needs-you': (
    <path d="M5 14 L2.6 10 V7 H3.8 L5 8.6 V3.4 H6.5 V7 H7.1 V2.2 H8.6 V7 H9.2 V3.4 H10.7 V7.4 H11.3 V5 H12.8 V10.8 L11.2 14 Z" />
  ),
};

/** A state as a shape; the word stands beside it (`stateWord`), so it is not read out. */
export function StateShape({ state }: { readonly state: ProtectionState }): ReactElement {
  return (
    <svg className="state-shape" data-state={state} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {SHAPES[state]}
    </svg>
  );
}

/** The one word of a state, the same on every surface. */
export function stateWord(state: ProtectionState): string {
  return say(`schedule.word.${state}`);
}
