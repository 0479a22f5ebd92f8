import type { HistoryRow, Output } from '../../../shared/ipc/index.ts';

export type HistoryPage = Output<'history/page'>;

/**
 * The list from its top, which is asked for again whenever something happened, and from the pages below it, which are
 * read once: what the top says anew counts, and what it no longer holds is gone.
 */
export function mergeRows(top: HistoryPage, pages: readonly HistoryPage[]): readonly HistoryRow[] {
  const read = pages.flatMap(({ rows }) => rows);
  const edge = top.rows.at(-1);
  // The top is all there is.
  if (top.next === undefined) return top.rows;
  if (edge === undefined) return read;
  const known = new Set(top.rows.map(({ id }) => id));
  return [...top.rows, ...read.filter(({ id, at }) => at <= edge.at && !known.has(id))];
}

/** Whether more has come on top than one page holds: then what lies between was never read. */
export function hasGap(top: HistoryPage, pages: readonly HistoryPage[]): boolean {
  const read = new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id)));
  return read.size > 0 && top.next !== undefined && !top.rows.some(({ id }) => read.has(id));
}
