import type { ReactElement } from 'react';
import { say } from '../../shared/words/say.ts';
import { Mark } from '../components/mark.tsx';
import { PlaceIcon } from '../components/place-icon.tsx';
import { StateShape } from '../components/state-shape.tsx';
import { useAppState } from '../state/use-app-state.ts';
import { useNavigation } from './navigation.tsx';

export const RAIL_PLACES = ['devices', 'history', 'restore', 'settings'] as const;

export function Rail(): ReactElement {
  const { where, go } = useNavigation();
  const fleet = useAppState(({ overview }) => overview.fleet);
  const at = where.place === 'add' ? 'devices' : where.place;
  return (
    <nav className="rail" aria-label={say('window.rail')}>
      <p className="rail-mark">
        <Mark />
        <span>{say('window.title')}</span>
      </p>
      <ul className="rail-places">
        {RAIL_PLACES.map((place) => (
          <li key={place}>
            <a
              className="rail-place"
              href={`#${place}`}
              aria-current={at === place ? 'page' : undefined}
              onClick={(event) => {
                event.preventDefault();
                go({ place });
              }}
            >
              <PlaceIcon place={place} />
              {say(`window.place.${place}`)}
            </a>
          </li>
        ))}
      </ul>
      <p className="rail-fleet" data-state={fleet.state}>
        {fleet.total > 0 && <StateShape state={fleet.state} />}
        <span>{fleet.sentence}</span>
      </p>
    </nav>
  );
}
