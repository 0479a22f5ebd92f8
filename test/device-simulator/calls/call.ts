import type { Result } from '../answer.ts';
import type { Device } from '../device.ts';
import type { Session } from '../sessions.ts';
import type { Incoming } from '../wire/incoming.ts';

/** One call of the web API, already checked for API, version and session. */
export interface Call {
  readonly api: string;
  readonly method: string;
  readonly version: number;
  readonly params: ReadonlyMap<string, string>;
  readonly incoming: Incoming;
  readonly session: Session | undefined;
}

export type Handler = (call: Call, device: Device) => Result | Promise<Result>;

/** One method and what it takes to call it. */
export interface Method {
  readonly needs: 'nothing' | 'session' | 'administrator';
  readonly handle: Handler;
}

/** Methods of one API, by lower-case name. */
export type Methods = Readonly<Record<string, Method>>;
