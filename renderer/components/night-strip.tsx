import { memo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { NightStrip as NightStripModel } from '../../shared/ipc/index.ts';
import { say } from '../../shared/words/say.ts';
import { dayText } from '../../shared/dates.ts';
import { NightShape } from './night-shape.tsx';

export type Night = NightStripModel['nights'][number];

/**
 * One small cell a night, oldest left. Each tells its sentence on hover and focus; clicking opens the night in History.
 * One stop for Tab: the arrow keys go from night to night.
 */
export const NightStrip = memo(function NightStrip({
  device,
  nights,
  onOpen,
}: {
  readonly device: string;
  readonly nights: readonly Night[];
  readonly onOpen: (night: Night) => void;
}): ReactElement {
  const strip = useRef<HTMLDivElement>(null);
  const [told, setTold] = useState<number | undefined>(undefined);
  const [stop, setStop] = useState<number | undefined>(undefined);
  const last = nights.length - 1;
  const current = Math.min(stop ?? last, last);
  const night = told === undefined ? undefined : nights[told];

  const tell = (target: EventTarget | null): void => {
    const cell = target instanceof Element ? target.closest<HTMLElement>('[data-night]') : null;
    setTold(cell === null ? undefined : Number(cell.dataset.night));
  };
  const walk = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && told !== undefined) {
      event.preventDefault();
      setTold(undefined);
      return;
    }
    const next = nextStop(event.key, current, last);
    if (next === undefined) return;
    event.preventDefault();
    setStop(next);
    strip.current?.querySelector<HTMLElement>(`[data-night="${String(next)}"]`)?.focus();
  };

  return (
    <div
      className="night-strip"
      role="group"
      aria-label={`${device}: ${say('window.strip', { count: nights.length })}`}
      aria-description={say('window.strip.keys')}
      ref={strip}
      onPointerOver={(event) => tell(event.target)}
      onPointerLeave={() => setTold(undefined)}
      onFocus={(event) => tell(event.target)}
      onBlur={() => setTold(undefined)}
      onKeyDown={walk}
    >
      {nights.map((each, index) => (
        <button
          key={each.date}
          type="button"
          className="night"
          data-night={index}
          data-state={each.state}
          tabIndex={index === current ? 0 : -1}
          aria-label={nightText(each)}
          onClick={() => onOpen(each)}
        >
          <NightShape state={each.state} />
        </button>
      ))}
      {night !== undefined && told !== undefined && (
        <div
          className="night-told"
          style={told > last / 3 ? { right: `${beside(last - told, last)}%` } : { left: `${beside(told, last)}%` }}
        >
          {nightText(night)}
        </div>
      )}
    </div>
  );
});

/** "Fri 20 Nov: 03:00 backed up: verified, 92 KB, nothing changed." */
function nightText({ date, sentence }: Night): string {
  return say('window.strip.night', { date: dayText(date), sentence });
}

function beside(cells: number, last: number): string {
  return ((cells / (last + 1)) * 100).toFixed(2);
}

function nextStop(key: string, current: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(current - 1, 0);
    case 'ArrowRight':
      return Math.min(current + 1, last);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
