import type { AppState, EventName, EventPayload } from '../../shared/ipc/index.ts';
import { applyOverviewChange } from '../../shared/ipc/overview-change.ts';

/** What changes the snapshot; the other events are for whoever waits for them. */
export type StateEvent = {
  [Name in 'overview' | 'run' | 'run-ended' | 'batch' | 'desktop' | 'adding' | 'notice']: {
    readonly name: Name;
    readonly payload: EventPayload<Name>;
  };
}['overview' | 'run' | 'run-ended' | 'batch' | 'desktop' | 'adding' | 'notice'];

export const STATE_EVENTS = [
  'overview',
  'run',
  'run-ended',
  'batch',
  'desktop',
  'adding',
  'notice',
] as const satisfies readonly EventName[];

/** The snapshot after an event. What the event does not speak of stays the same object. */
export function applyEvent(state: AppState, event: StateEvent): AppState {
  switch (event.name) {
    case 'overview':
      // An event that was under way while the snapshot was taken is older than it.
      if (event.payload.at < state.overview.at) return state;
      return { ...state, overview: applyOverviewChange(state.overview, event.payload) };
    case 'run': {
      const { deviceId } = event.payload;
      const known = state.runs.some((run) => run.deviceId === deviceId);
      const runs = known
        ? state.runs.map((run) => (run.deviceId === deviceId ? event.payload : run))
        : [...state.runs, event.payload];
      return { ...state, runs };
    }
    case 'run-ended':
      return { ...state, runs: state.runs.filter(({ deviceId }) => deviceId !== event.payload.deviceId) };
    case 'batch':
      return { ...state, batch: event.payload };
    case 'desktop':
      return { ...state, desktop: event.payload };
    case 'adding':
      return { ...state, adding: event.payload };
    case 'notice':
      return { ...state, notices: [...state.notices, event.payload.sentence] };
  }
}
