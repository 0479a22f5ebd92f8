import type { ReactElement, ReactNode } from 'react';

/** Title of a place and what can be done with all of it. The title takes the focus when one comes here. */
export function PlaceHeader({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <header className="place-header">
      <h1 tabIndex={-1}>{title}</h1>
      {children !== undefined && <div className="buttons">{children}</div>}
    </header>
  );
}
