import { useEffect, useRef, type ReactElement } from 'react';
import { say } from '../../shared/words/say.ts';
import { useAppState } from '../state/use-app-state.ts';
import { DemoMark } from './demo-mark.tsx';
import { useNavigation } from './navigation.tsx';
import { Notices } from './notices.tsx';
import { PlaceBoundary } from './place-boundary.tsx';
import { PLACES } from './places.ts';
import { Rail } from './rail.tsx';
import { useShortcuts } from './use-shortcuts.ts';

/** Rail on the left, the place to the right. */
export function Frame(): ReactElement {
  const { where } = useNavigation();
  const demo = useAppState((state) => state.demo);
  const content = useRef<HTMLElement>(null);
  const first = useRef(true);
  useShortcuts();

  useEffect(() => {
    // Whoever goes somewhere is there: the next Tab begins at the place, not at the rail. Not at the very start.
    if (!first.current) content.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    first.current = false;
    content.current?.scrollTo({ top: 0 });
  }, [where.place]);

  const Shown = PLACES[where.place];
  return (
    <>
      <a className="skip-link" href="#content" onClick={(event) => skipTo(event, content.current)}>
        {say('window.skip')}
      </a>
      <div className="frame">
        <Rail />
        <main className="content" id="content" tabIndex={-1} ref={content}>
          {demo && <DemoMark />}
          <Notices />
          {/* Another world (the demo) has places of its own: nothing half done is carried over. */}
          <PlaceBoundary key={`${where.place} ${String(demo)}`} place={where.place}>
            <Shown />
          </PlaceBoundary>
        </main>
      </div>
    </>
  );
}

/** By hand: an address with a fragment would be a navigation, which the shell refuses. */
function skipTo(event: { preventDefault: () => void }, content: HTMLElement | null): void {
  event.preventDefault();
  content?.focus();
}
