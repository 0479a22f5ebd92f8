import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import { monthText } from '../../../shared/dates.ts';
import { HistoryRow } from './history-row.tsx';
import { canOpen, type ListItem } from './list-items.ts';
import { useOffset } from './use-offset.ts';

/** As high as a line of one sentence; each is measured once it is drawn. */
const ROW_HEIGHT = 41;
const BEYOND = 6;

/** The list, of which only what is in sight is drawn. It scrolls with the page. */
export function HistoryList({
  items,
  showDevice,
  openId,
  onToggle,
  goal,
  hasMore,
  onEnd,
}: {
  readonly items: readonly ListItem[];
  readonly showDevice: boolean;
  readonly openId: string | undefined;
  readonly onToggle: (id: string) => void;
  /** The line to come to. A new object each time one wants to. */
  readonly goal: { readonly index: number } | undefined;
  readonly hasMore: boolean;
  /** Its end is near. */
  readonly onEnd: () => void;
}): ReactElement {
  const list = useRef<HTMLUListElement>(null);
  const margin = useOffset(list);
  const lines = useVirtualizer({
    count: items.length,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => items[index]?.key ?? index,
    getScrollElement: () => list.current?.closest<HTMLElement>('.content') ?? null,
    scrollMargin: margin,
    overscan: BEYOND,
  });
  const drawn = lines.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= items.length - BEYOND) onEnd();
  }, [hasMore, last, items.length, onEnd]);

  const focus = (index: number): void => {
    lines.scrollToIndex(index, { align: 'auto' });
    // Drawn after the scroll.
    requestAnimationFrame(() => faceOf(list.current, index)?.focus());
  };
  useEffect(() => {
    if (goal === undefined) return;
    lines.scrollToIndex(goal.index, { align: 'start' });
    requestAnimationFrame(() => faceOf(list.current, goal.index)?.focus({ preventScroll: true }));
    // Only when one wants to come there, not when lines change.
  }, [goal, lines]);

  const walk = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const face = event.target instanceof Element ? event.target.closest('.history-opener') : null;
    if (step === 0 || face === null) return;
    const from = Number(face.closest<HTMLElement>('[data-index]')?.dataset.index);
    for (let index = from + step; index >= 0 && index < items.length; index += step) {
      const item = items[index];
      if (item?.kind !== 'row' || !canOpen(item.row)) continue;
      event.preventDefault();
      focus(index);
      return;
    }
  };

  return (
    <ul
      ref={list}
      className="history-list"
      aria-label={say('window.history.list')}
      style={{ height: lines.getTotalSize() }}
      onKeyDown={walk}
    >
      {drawn.map(({ index, key, start }) => {
        const item = items[index];
        if (item === undefined) return null;
        return (
          <li
            key={key}
            ref={lines.measureElement}
            data-index={index}
            className="history-line"
            aria-setsize={hasMore ? -1 : items.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${String(start - margin)}px)` }}
          >
            {item.kind === 'month' ? (
              <h2 className="history-month">{monthText(`${item.month}-15T12:00:00`)}</h2>
            ) : (
              <HistoryRow item={item} showDevice={showDevice} isOpen={openId === item.key} onToggle={onToggle} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function faceOf(list: HTMLElement | null, index: number): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-index="${String(index)}"] .history-face`) ?? null;
}
