import type { ReactElement } from 'react';
import type { SchedulePreviewModel } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { longMoment } from '../../../../shared/dates.ts';

/** What a schedule means: in a sentence, and when it runs next. */
export function NextRuns({ preview: { words, next } }: { readonly preview: SchedulePreviewModel }): ReactElement {
  return (
    <div className="next-runs" role="group" aria-label={say('window.settings.schedule.next')}>
      <p className="next-runs-words">{words}</p>
      <ol className="next-runs-list">
        {next.map(({ at, text }) => (
          <li key={at} title={longMoment(at)}>
            {text}
          </li>
        ))}
      </ol>
    </div>
  );
}
