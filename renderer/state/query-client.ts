import { QueryClient } from '@tanstack/react-query';
import { APP_STATE } from './keys.ts';

/** Answers stay until an event says that they changed: nothing is asked twice by time or focus. */
export function createQueryClient(): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // The engine is on this computer: whether the page believes to be online does not matter.
        networkMode: 'always',
      },
      // What was sent may be a password: the library would remember it for five minutes.
      mutations: { retry: false, networkMode: 'always', gcTime: 0 },
    },
  });
  // Events keep what did not change identical by themselves; comparing 200 devices at each step of progress is waste.
  queries.setQueryDefaults(APP_STATE, { structuralSharing: false, gcTime: Infinity });
  return queries;
}

/** Every answer but the snapshot: it is asked for again by whoever shows it. */
export function forgetAnswers(queries: QueryClient): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== APP_STATE[0] });
}
