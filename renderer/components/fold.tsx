import type { ReactElement, ReactNode } from 'react';

/** What most people need not see, folded away. */
export function Fold({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <details className="fold">
      <summary className="fold-title">{title}</summary>
      <div className="fold-body stack">{children}</div>
    </details>
  );
}
