import type { QueryClient } from '@tanstack/react-query';
import type { AppState, Client, EventPayload } from '../../shared/ipc/index.ts';
import { applyEvent, STATE_EVENTS, type StateEvent } from './apply-event.ts';
import { APP_STATE } from './keys.ts';
import { forgetAnswers } from './query-client.ts';

/** The engine as the page stands to it. */
export interface Connection {
  /** Asks for the snapshot once more, where the first did not come. */
  readonly askAgain: () => void;
  readonly requests: Requests;
}

/** What the tray, a notification or the system's menu ask the page to show. */
export interface Requests {
  /** Hears of requests from now on, and at once of one that came before. Returns what unsubscribes. */
  readonly onNavigate: (listener: (request: EventPayload<'navigate'>) => void) => () => void;
}

/** Answers that a run, a night or another process can change. */
const PERISHABLE = [
  'history/page',
  'history/nights',
  'restore/list',
  'restore/guide',
  'restore/found',
  'backup/details',
] as const;
/** Two hundred runs end one after the other: the answers are asked again once in this time, in milliseconds. */
const REST = 1000;

/** Keeps the page's picture true: one snapshot, then its changes. Called once, before the first drawing. */
export function connect(client: Client, queries: QueryClient): Connection {
  let waiting: StateEvent[] = [];
  let resting: ReturnType<typeof setTimeout> | undefined;

  const ask = (): Promise<AppState> =>
    queries.query({
      queryKey: APP_STATE,
      staleTime: 0,
      queryFn: async () => {
        const state = await client.call('app/state', {});
        const missed = waiting;
        waiting = [];
        return missed.reduce(applyEvent, state);
      },
    });

  const askSoon = (): void => {
    resting ??= setTimeout(() => {
      resting = undefined;
      for (const channel of PERISHABLE) void queries.invalidateQueries({ queryKey: [channel] });
    }, REST);
  };

  const apply = (event: StateEvent): void => {
    const state = queries.getQueryData<AppState>(APP_STATE);
    if (state === undefined || queries.isFetching({ queryKey: APP_STATE }) > 0) waiting.push(event);
    if (state !== undefined) queries.setQueryData(APP_STATE, applyEvent(state, event));
    if (event.name === 'run-ended' || (event.name === 'overview' && event.payload.devices.length > 0)) askSoon();
  };

  for (const name of STATE_EVENTS) {
    client.on(name, (payload) => apply({ name, payload } as StateEvent));
  }
  client.on('mode', () => {
    waiting = [];
    forgetAnswers(queries);
    void ask().then(() => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== APP_STATE[0] }));
  });
  const askAgain = (): void => void ask().catch(() => undefined);
  askAgain();
  return { askAgain, requests: listenForRequests(client) };
}

function listenForRequests(client: Client): Requests {
  let early: EventPayload<'navigate'> | undefined;
  let listener: ((request: EventPayload<'navigate'>) => void) | undefined;
  client.on('navigate', (request) => {
    if (listener === undefined) early = request;
    else listener(request);
  });
  return {
    onNavigate: (next) => {
      listener = next;
      if (early !== undefined) next(early);
      early = undefined;
      return () => {
        if (listener === next) listener = undefined;
      };
    },
  };
}
