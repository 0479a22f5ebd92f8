import type { ReactElement, ReactNode } from 'react';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { CheckMark } from '../../../components/check-mark.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { Fold } from '../../../components/fold.tsx';
import type { PlaceStanding } from './place-standing.ts';

const MARKS = { current: 'ok', behind: 'warning', away: 'warning' } as const;

/** More would push the next place out of sight. */
const MOST_LISTED = 3;

/** One second place: where it is, how it stands, and for which devices something is missing there. */
export function PlaceItem({
  place: { folder, state, behind, problems },
  isPending,
  onRemove,
  children,
}: {
  readonly place: PlaceStanding;
  readonly isPending: boolean;
  readonly onRemove: () => void;
  /** What it keeps. */
  readonly children: ReactNode;
}): ReactElement {
  return (
    <li className="place-item">
      <CheckMark outcome={state === undefined ? 'waiting' : MARKS[state]} />
      <div>
        <p className="breakable place-item-folder">{folder}</p>
        <p className="setting-text">
          {say(state === undefined ? 'window.settings.place.unknown' : `window.settings.place.state.${state}`)}
        </p>
      </div>
      <Button
        variant="quiet"
        aria-label={say('window.settings.place.remove.label', { folder })}
        isDisabled={isPending}
        onPress={onRemove}
      >
        {say('window.settings.place.remove')}
      </Button>
      <div className="place-item-more">
        {behind.length > MOST_LISTED ? (
          <Fold title={say('window.settings.place.devices', { count: behind.length })}>
            <Behind behind={behind} />
          </Fold>
        ) : (
          behind.length > 0 && <Behind behind={behind} />
        )}
        {problems.map((problem) => (
          <ErrorNote key={problem.message} error={problem} />
        ))}
        {children}
      </div>
    </li>
  );
}

function Behind({ behind }: Pick<PlaceStanding, 'behind'>): ReactElement {
  return (
    <ul className="place-item-devices">
      {behind.map(({ id, name, copy }) => (
        <li key={id}>{say('window.settings.place.device', { device: name, behind: copy.behind })}</li>
      ))}
    </ul>
  );
}
