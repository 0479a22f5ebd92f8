import { useEffect, useState } from 'react';
import type { Where } from '../../app/navigation.tsx';
import { canOpen, type ListItem } from './list-items.ts';

/** What brought one here: a night that was clicked. */
type Asked = Pick<Where, 'night'>;

export interface Goal {
  readonly index: number;
  /** The line to open, if there is something to open on that night. */
  readonly openId: string | undefined;
}

/**
 * The line of the night that was asked for. Reads on until the list reaches back that far; a night without a line of its
 * own is where the next older one is.
 * @param where a new object each time somebody goes somewhere
 */
export function useGoal(
  where: Asked,
  list: {
    readonly items: readonly ListItem[];
    readonly hasMore: boolean;
    readonly isReading: boolean;
    readonly readMore: () => void;
  },
): Goal | undefined {
  const [reached, setReached] = useState<{ readonly by: Asked; readonly goal: Goal | undefined } | undefined>(
    undefined,
  );
  const { items, hasMore, isReading, readMore } = list;
  const { night } = where;
  const isWanted = night !== undefined && reached?.by !== where && items.length > 0;
  const found = isWanted ? goalOf(items, night) : undefined;
  const mustRead = isWanted && found === undefined && hasMore;
  // Settled once for each time somebody comes: what arrives later must not pull the list away under their hands.
  if (isWanted && !mustRead) setReached({ by: where, goal: found });
  useEffect(() => {
    if (mustRead && !isReading) readMore();
  }, [mustRead, isReading, readMore]);
  return reached?.goal;
}

/** Pure. */
export function goalOf(items: readonly ListItem[], night: string): Goal | undefined {
  const index = items.findIndex((item) => item.kind === 'row' && item.row.day <= night);
  if (index === -1) return undefined;
  const ofNight = items.slice(index).filter((item) => item.kind === 'row' && item.row.day === night);
  const opener = ofNight.find((item) => item.kind === 'row' && canOpen(item.row));
  return { index: opener === undefined ? index : items.indexOf(opener), openId: opener?.key };
}
