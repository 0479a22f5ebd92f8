import type { ErrorReport } from '../errors.ts';
import type { Channel, EventName } from './channels.ts';
import type { Input, Output } from './contract.ts';
import type { EventPayload } from './events.ts';

/** What crosses back: a value, or an error as a value. Nothing is ever thrown over the border. */
export type Reply<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: ErrorReport };

/**
 * What the preload exposes as `window.routerkeep`, and all that a page can reach.
 * `work`: a number that `work/cancel` can name; the caller counts it up.
 */
export interface Bridge {
  readonly invoke: (channel: Channel, input: unknown, work?: number) => Promise<Reply<unknown>>;
  /** Returns what unsubscribes. */
  readonly subscribe: (event: EventName, listener: (payload: unknown) => void) => () => void;
}

/** The page's typed face of the bridge. `call` rejects with a `KeepError`, `cancelled` once the signal aborts. */
export interface Client {
  readonly call: <Name extends Channel>(
    channel: Name,
    input: Input<Name>,
    options?: { readonly signal?: AbortSignal },
  ) => Promise<Output<Name>>;
  readonly on: <Name extends EventName>(event: Name, listener: (payload: EventPayload<Name>) => void) => () => void;
}
