/** Ends what was begun. */
export type Dispose = () => void;

/** Listeners of one kind of event. One that throws does not keep the others from hearing. */
export interface Emitter<Event> {
  readonly emit: (event: Event) => void;
  readonly on: (listener: (event: Event) => void) => Dispose;
}

/** @param onFault told what a listener threw */
export function createEmitter<Event>(onFault: (thrown: unknown) => void): Emitter<Event> {
  const listeners = new Set<(event: Event) => void>();
  return {
    emit: (event) => {
      for (const listener of [...listeners]) {
        try {
          listener(event);
        } catch (thrown) {
          onFault(thrown);
        }
      }
    },
    on: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
