import { afterEach } from 'vitest';
import { startSimulator, type Simulator, type SimulatorOptions } from '../device-simulator/index.ts';

/** Starts devices that end with their test. Plain HTTP unless a test wants TLS: what is asked here is the protocol. */
export function simulators(): (options: SimulatorOptions) => Promise<Simulator> {
  const running: Simulator[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((simulator) => simulator.close()));
  });
  return async (options) => {
    const simulator = await startSimulator({ tls: false, ...options });
    running.push(simulator);
    return simulator;
  };
}

/** A clock that stands still until it is moved. */
export function standingClock(start = Date.UTC(2026, 10, 20, 3)): {
  readonly now: () => number;
  move(ms: number): void;
} {
  let time = start;
  return {
    now: () => time,
    move(ms) {
      time += ms;
    },
  };
}
