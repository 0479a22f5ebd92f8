import type { ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import type { HistoryFilter } from './use-history.ts';

/** Why the list is empty. */
export function EmptyHistory({ filter }: { readonly filter: HistoryFilter }): ReactElement {
  return (
    <div className="empty">
      <h2>{say(filter === 'all' ? 'window.history.none' : `window.history.none.${filter}`)}</h2>
      <p>{say(filter === 'all' ? 'window.history.none.text' : `window.history.none.${filter}.text`)}</p>
    </div>
  );
}
