import type { Counters, RecordedRequest, TaskSpan } from './types.ts';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
export type RequestDraft = Writable<RecordedRequest>;
export type CounterDraft = Writable<Omit<Counters, 'openSessions' | 'bytesReceived'>>;

/** What a simulated device remembers of its callers, for tests to look at. */
export interface Log {
  readonly requests: RequestDraft[];
  readonly outOfTable: string[];
  readonly fired: string[];
  readonly taskSpans: TaskSpan[];
  readonly counters: CounterDraft;
  forget(): void;
}

const noCounts = (): CounterDraft => ({
  connections: 0,
  handshakes: 0,
  requestBodyBytes: 0,
  logins: 0,
  failedLogins: 0,
  logouts: 0,
  downloads: 0,
});

export function createLog(): Log {
  const log: Log = {
    requests: [],
    outOfTable: [],
    fired: [],
    taskSpans: [],
    counters: noCounts(),
    forget() {
      for (const list of [log.requests, log.outOfTable, log.fired, log.taskSpans]) list.length = 0;
      Object.assign(log.counters, noCounts());
    },
  };
  return log;
}
