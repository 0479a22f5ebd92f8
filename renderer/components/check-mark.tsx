import type { ReactElement } from 'react';

export type CheckOutcome = 'ok' | 'warning' | 'failed' | 'skipped' | 'waiting' | 'trying';

const SHAPES: Readonly<Record<CheckOutcome, ReactElement>> = {
  ok: <path className="stroke" d="M3.4 8.4 L6.7 11.7 L12.8 4.8" />,
  warning: (
    <path fillRule="evenodd" d="M8 1.8 L14.6 13.6 H1.4 Z M7.1 5.8 V9.6 H8.9 V5.8 Z M7.1 10.6 V12.3 H8.9 V10.6 Z" />
  ),
  failed: <path className="stroke" d="M4 4 L12 12 M12 4 L4 12" />,
  skipped: <path className="stroke" d="M4.5 8 H11.5" />,
  waiting: <circle cx="8" cy="8" r="1.6" />,
  trying: <circle className="stroke turning" cx="8" cy="8" r="5" strokeDasharray="22 10" />,
};

/** How one step went, as a shape; its word is said beside it. */
export function CheckMark({ outcome }: { readonly outcome: CheckOutcome }): ReactElement {
  return (
    <svg className="check-mark" data-outcome={outcome} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {SHAPES[outcome]}
    </svg>
  );
}
