import { once } from 'node:events';
import { connect, createServer } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { uptime } from 'node:os';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from '../device-simulator/index.ts';
import { largeHome, type LargeHome } from './large-home.ts';
import { median } from './measure.ts';
import { figure } from './report.ts';
import { steppedClock, type SteppedClock } from './stepped-clock.ts';

const DEVICES = 1_000;
const NIGHTS = 30;
const TICKS = 41;

/** Noon: nothing is due for hours. */
const NOON = Date.UTC(2026, 10, 20, 12);

/** What the watch of 1,000 devices costs, against a local TLS handshake of the same minute. */
export async function benchWatch(): Promise<void> {
  const clock = steppedClock(NOON);
  const home = await largeHome(DEVICES, NIGHTS, clock);
  try {
    const handshake = median(await handshakes(TICKS));
    const overviews: number[] = [];
    for (let round = 0; round < 9; round++) {
      overviews.push(await timed(() => home.keeper.overview()));
      // A folder is believed unread once its date has stood for two seconds: on a clock that stands, never.
      clock.advance(5_000);
    }
    const ticks = await idleTicks(home, clock);
    figure(
      `a tick of ${DEVICES} devices, none due, against a local TLS handshake`,
      median(ticks) / handshake,
      'times',
      2,
    );
    const name = `occurrences, protection and list of ${DEVICES} devices anew, against a local TLS handshake`;
    figure(
      `the first list of ${DEVICES} devices, every folder read, against a local TLS handshake`,
      (overviews[0] ?? Number.NaN) / handshake,
      'times',
    );
    figure(name, median(overviews) / handshake, 'times', 150);
  } finally {
    await home.close();
  }
}

async function idleTicks({ keeper }: LargeHome, clock: SteppedClock): Promise<readonly number[]> {
  const end = new AbortController();
  const watch = keeper.watch({
    signal: end.signal,
    once: false,
    desktop: { uptime: () => uptime() * 1_000 + clock.now() - NOON, process: 'bench', notifies: true },
    onEvent: () => undefined,
  });
  const ticks: number[] = [];
  await clock.asleep();
  while (watch.working() > 0) await sleep(20);
  for (let tick = 0; tick < TICKS; tick++) {
    const ms = await timed(() => {
      clock.step();
      return clock.asleep();
    });
    // The first ones still settle what the start began.
    if (tick > 5) ticks.push(ms);
  }
  end.abort();
  await watch.ended;
  return ticks;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function handshakes(count: number): Promise<readonly number[]> {
  const { key, cert } = makeCertificate({ altNames: ['localhost'] });
  const server = createServer({ key, cert }, (socket) => socket.end().on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const all: number[] = [];
  for (let index = 0; index < count; index++) {
    all.push(
      await timed(async () => {
        const socket = connect({ port, host: '127.0.0.1', ca: cert, servername: 'localhost' });
        await once(socket, 'secureConnect');
        socket.destroy();
      }),
    );
  }
  server.close();
  return all;
}
