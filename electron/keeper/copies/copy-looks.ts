import type { Clock } from '../../../shared/index.ts';
import type { CopyStanding } from '../../vault/index.ts';
import type { Shelf } from '../shelves.ts';

/** A window that is open asks again at every change; what happens in a place without us shows after this many milliseconds. */
const FRESH = 60_000;

/** Looks at once: more would wait for each other for so long that a slow share seemed to hang. */
const AT_ONCE = 8;

/** What a look rests on: while it is the same, so is the answer. */
export interface LookMark {
  readonly shelf: Shelf;
  readonly root: string;
  /** When the copies were last worked on. */
  readonly workedAt: string | undefined;
}

/** The latest looks into second places, so that an open window does not keep a share awake. */
export interface CopyLooks {
  /** @param look rejects where the place cannot be looked into; nothing is remembered then */
  readonly recent: (pairId: string, mark: LookMark, look: () => Promise<CopyStanding>) => Promise<CopyStanding>;
}

export function createCopyLooks(clock: Clock): CopyLooks {
  const seen = new Map<string, { readonly mark: LookMark; readonly at: number; readonly standing: CopyStanding }>();
  const lanes = Array.from({ length: AT_ONCE }, () => Promise.resolve());
  let turn = 0;
  const inTurn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const lane = turn++ % AT_ONCE;
    const result = (lanes[lane] ?? Promise.resolve()).then(work);
    lanes[lane] = result.then(
      () => undefined,
      () => undefined,
    );
    return await result;
  };
  return {
    recent: async (pairId, mark, look) => {
      const known = seen.get(pairId);
      const age = known === undefined ? Infinity : clock.now() - known.at;
      if (known !== undefined && age >= 0 && age < FRESH && isSame(known.mark, mark)) return known.standing;
      seen.delete(pairId);
      const standing = await inTurn(look);
      seen.set(pairId, { mark, at: clock.now(), standing });
      return standing;
    },
  };
}

function isSame(one: LookMark, other: LookMark): boolean {
  return one.shelf === other.shelf && one.root === other.root && one.workedAt === other.workedAt;
}
