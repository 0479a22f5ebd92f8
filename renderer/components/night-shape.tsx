import type { ReactElement } from 'react';
import type { NightState } from '../../shared/ipc/index.ts';

/** Drawn on 8 x 18: full bar, bar with a gap, half bar, cross, line at the foot, ring, dashed frame, dots. */
const SHAPES: Readonly<Record<NightState, ReactElement>> = {
  verified: <rect x="0.5" y="1" width="7" height="16" rx="1.5" />,
  changed: (
    <path
      fillRule="evenodd"
      d="M2 1 H6 A1.5 1.5 0 0 1 7.5 2.5 V15.5 A1.5 1.5 0 0 1 6 17 H2 A1.5 1.5 0 0 1 0.5 15.5 V2.5 A1.5 1.5 0 0 1 2 1 Z M4 3.4 L1.9 6 L4 8.6 L6.1 6 Z"
    />
  ),
  'caught-up': <rect x="0.5" y="8.5" width="7" height="8.5" rx="1.5" />,
  failed: <path className="stroke" d="M1 5.5 L7 12.5 M7 5.5 L1 12.5" />,
  'not-run': <rect x="0.5" y="14.5" width="7" height="2.5" rx="1" />,
  running: <circle className="stroke" cx="4" cy="9" r="2.8" />,
  upcoming: <rect className="frame" x="1.1" y="1.6" width="5.8" height="14.8" rx="1.2" strokeDasharray="2.2 1.8" />,
  'none-planned': <path d="M3 14 H5 V16.9 H3 Z M3 9.6 H5 V12.5 H3 Z" />,
  before: <circle cx="4" cy="15.8" r="1.1" />,
};

/** One night as a shape; colour only helps. */
export function NightShape({ state }: { readonly state: NightState }): ReactElement {
  return (
    <svg className="night-shape" data-state={state} viewBox="0 0 8 18" aria-hidden="true" focusable="false">
      {SHAPES[state]}
    </svg>
  );
}
