import { uptime } from 'node:os';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { largeHome } from './large-home.ts';
import { figure, toMegabytes } from './report.ts';
import { steppedClock } from './stepped-clock.ts';

const HOUR = 3_600_000;
const YEAR_DAYS = 365;

/** Before that the program still warms up: what it keeps then is no growth. */
const WARM_DAYS = 3;

/** Real time; what fits in it is the simulated time. */
const LONGEST_MS = 20_000;

/** What the watch costs while it has nothing to do: a paused home, over as much of a year as fits. */
export async function benchIdle(): Promise<void> {
  const begun = Date.UTC(2026, 10, 20, 12);
  const clock = steppedClock(begun);
  const home = await largeHome(1, 1, clock);
  const end = new AbortController();
  try {
    await home.keeper.pause('everything');
    const watch = home.keeper.watch({
      signal: end.signal,
      once: false,
      desktop: { uptime: () => uptime() * 1_000 + clock.now() - begun, process: 'bench', notifies: true },
      onEvent: () => undefined,
    });
    await clock.asleep();
    while (watch.working() > 0) await sleep(20);
    let steps = 0;
    const until = async (moment: number, latest: number): Promise<void> => {
      while (clock.now() < moment && performance.now() < latest) {
        clock.step();
        await clock.asleep();
        steps++;
        // Weak references are let go between turns of the loop only, which a real timer would end.
        await turn();
      }
    };
    await until(begun + WARM_DAYS * 24 * HOUR, Infinity);
    const [from, heap] = [clock.now(), heapInUse()];
    steps = 0;
    await until(from + YEAR_DAYS * 24 * HOUR, performance.now() + LONGEST_MS);
    const hours = (clock.now() - from) / HOUR;
    figure('wake-ups of an idle watch in an hour', steps / hours, 'in all', 60);
    const days = Math.round(hours / 24);
    const span = days < YEAR_DAYS ? `${days} simulated days (a year did not fit in 20 s)` : 'a simulated year';
    figure(`growth of the heap of an idle watch over ${span}`, toMegabytes(heapInUse() - heap), 'MB');
    end.abort();
    await watch.ended;
  } finally {
    end.abort();
    await home.close();
  }
}

/** After a collection: what is merely not yet collected is no growth. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < 3; round++) collect();
  return process.memoryUsage().heapUsed;
}
