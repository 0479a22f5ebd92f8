import type { ReactElement } from 'react';

/** The shield of the program's icon. */
export function Mark(): ReactElement {
  return (
    <svg className="mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        className="mark-shield"
        d="M8 0.5 C10 1.8 12.6 2.4 15 2.4 V7.8 C15 11.7 12.2 14.3 8 15.5 C3.8 14.3 1 11.7 1 7.8 V2.4 C3.4 2.4 6 1.8 8 0.5 Z"
      />
      <path className="mark-check" d="M4.6 8.1 L7.1 10.6 L11.6 5.4" />
    </svg>
  );
}
