import { createContext, use, useMemo, useState, type ReactElement, type ReactNode } from 'react';

/** The last change, as long as it can be taken back. */
export interface Change {
  /** What was done, a sentence. */
  readonly sentence: string;
  /** What is said once it was taken back. */
  readonly undone: string;
  readonly undo: () => Promise<void>;
}

interface Undoing {
  readonly last: Change | undefined;
  readonly offer: (change: Change | undefined) => void;
}

const UndoContext = createContext<Undoing | undefined>(undefined);

export function UndoProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [last, offer] = useState<Change | undefined>(undefined);
  const undoing = useMemo(() => ({ last, offer }), [last]);
  return <UndoContext value={undoing}>{children}</UndoContext>;
}

export function useUndo(): Undoing {
  const undoing = use(UndoContext);
  if (undoing === undefined) throw new Error('outside of UndoProvider');
  return undoing;
}
