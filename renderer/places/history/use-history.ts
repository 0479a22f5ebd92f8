import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { KeepError } from '../../../shared/errors.ts';
import type { HistoryRow, Input } from '../../../shared/ipc/index.ts';
import { useClient } from '../../state/client-context.tsx';
import { callKey } from '../../state/keys.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { hasGap, mergeRows, type HistoryPage } from './merge-rows.ts';

export type HistoryFilter = Input<'history/page'>['filter'];

/** As many rows as come in one breath. */
const PAGE = 200;
/** The pages below the top, apart from those that events ask for again. */
export const PAGES_READ = 'history/pages-read';

export interface HistoryList {
  readonly rows: readonly HistoryRow[];
  /** Nothing is known yet. */
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly readMore: () => void;
  readonly error: KeepError | null;
  readonly retry: () => void;
}

/** The timeline of a device or of all, newest first, read page by page as far as one looks. */
export function useHistory(deviceId: string | undefined, filter: HistoryFilter): HistoryList {
  const client = useClient();
  const queries = useQueryClient();
  const input: Input<'history/page'> = { limit: PAGE, filter, ...(deviceId === undefined ? {} : { deviceId }) };
  const top = useAnswer('history/page', input);
  const pagesKey = [PAGES_READ, deviceId ?? null, filter] as const;
  const pages = useInfiniteQuery<
    HistoryPage,
    KeepError,
    readonly HistoryPage[],
    typeof pagesKey,
    HistoryPage['next'] | null
  >({
    queryKey: pagesKey,
    enabled: top.data !== undefined,
    initialPageParam: null,
    // The first page is the top as it was when one came here.
    queryFn: ({ pageParam, signal }) => {
      const first = queries.getQueryData<HistoryPage>(callKey('history/page', input));
      if (pageParam === null && first !== undefined) return first;
      return client.call('history/page', pageParam ? { ...input, before: pageParam } : input, { signal });
    },
    getNextPageParam: ({ next }) => next ?? null,
    select: ({ pages: read }) => read,
  });

  const gap = top.data !== undefined && hasGap(top.data, pages.data ?? []);
  useEffect(() => {
    if (gap) void queries.resetQueries({ queryKey: [PAGES_READ] });
  }, [gap, queries]);

  const rows = useMemo(
    () => (top.data === undefined ? [] : mergeRows(top.data, pages.data ?? [])),
    [top.data, pages.data],
  );
  const { fetchNextPage, isFetchingNextPage, isFetching } = pages;
  return {
    rows,
    isLoading: top.isPending || (rows.length === 0 && isFetching),
    hasMore: pages.hasNextPage,
    isReading: isFetchingNextPage,
    readMore: () => {
      if (!isFetching) void fetchNextPage({ cancelRefetch: false });
    },
    error: top.error ?? pages.error,
    retry: () => void (top.error === null ? fetchNextPage() : top.refetch()),
  };
}
