import type { EventEmitter } from 'node:events';
import { networkInterfaces } from 'node:os';
import type { Dispose } from '../emitter.ts';

/** No event of the platform tells of a network that came or went. */
const NETWORK_EVERY_MS = 30_000;

export interface PowerOptions {
  /** Electron's `powerMonitor`. */
  readonly monitor: Pick<EventEmitter, 'on' | 'off'>;
  readonly nudge: (cause: 'resume' | 'unlock' | 'network') => void;
  /** The computer is shut down, or the session ends. */
  readonly onShutdown: () => void;
}

/** What the computer goes through, told to the watch. */
export function watchPower({ monitor, nudge, onShutdown }: PowerOptions): Dispose {
  const resume = (): void => nudge('resume');
  const unlock = (): void => nudge('unlock');
  const shutdown = (...given: readonly unknown[]): void => {
    // Asks the system for the seconds it takes to sign out. Electron's types leave the event out.
    const [event] = given;
    if (event instanceof Object && 'preventDefault' in event && typeof event.preventDefault === 'function') {
      Reflect.apply(event.preventDefault, event, []);
    }
    onShutdown();
  };
  monitor.on('resume', resume);
  monitor.on('unlock-screen', unlock);
  monitor.on('shutdown', shutdown);
  const forget = watchNetwork(networkInterfaces, () => nudge('network'), NETWORK_EVERY_MS);
  return () => {
    monitor.off('resume', resume);
    monitor.off('unlock-screen', unlock);
    monitor.off('shutdown', shutdown);
    forget();
  };
}

/** Calls back when the addresses of this computer are others than before. */
function watchNetwork(read: typeof networkInterfaces, onChange: () => void, everyMs: number): Dispose {
  const addresses = (): string =>
    JSON.stringify(
      Object.values(read())
        .flatMap((each) => each ?? [])
        .filter(({ internal }) => !internal)
        .map(({ address }) => address)
        .sort(),
    );
  let known = addresses();
  const timer = setInterval(() => {
    const now = addresses();
    if (now === known) return;
    known = now;
    onChange();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
