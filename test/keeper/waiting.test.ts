import { describe, expect, it } from 'vitest';
import { lockRun } from '../../electron/records/index.ts';
import type { Clock } from '../../shared/index.ts';
import { add, backUp, codeOf, everything, makeBench, makeDevice, never } from './harness.ts';

describe('a backup of a device at which somebody else is', () => {
  it('waits for a run under way, says whose it is, and then makes one of its own', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    const { device: added } = await add(bench, device);
    const lock = lockRun(bench.home, added.id);
    device.forget();
    const waiting = Promise.withResolvers<readonly string[]>();
    const backups = bench.keeper.backUp(everything, {
      trigger: 'manual',
      signal: never(),
      onWait: (...told) => waiting.resolve(told),
    });
    const [name, sentence] = await waiting.promise;
    expect(name).toBe('Office');
    expect(sentence).toMatch(
      new RegExp(`^Another Routerkeep .* \\(process ${String(process.pid)}, since today \\d\\d:`),
    );
    expect(device.counters.connections).toBe(0);
    lock?.release();
    expect(await backups).toMatchObject([{ ok: true }]);
    expect(device.counters.downloads).toBe(1);
  });

  it('gives up waiting after ten minutes', async () => {
    let now = Date.now();
    const clock: Clock = {
      now: () => now,
      // Only the steps of the waiting pass; time-outs of the device do not come into it.
      sleep: (ms) => {
        if (ms <= 250) now += ms;
        return ms <= 250 ? Promise.resolve() : new Promise(() => undefined);
      },
    };
    const bench = await makeBench(undefined, clock);
    const device = await makeDevice({ behaviour: { taskPolls: 0 } });
    const { device: added } = await add(bench, device);
    device.forget();
    // Held by name: a lock that nobody can reach any more is let go of with the rest of the garbage.
    const lock = lockRun(bench.home, added.id);
    const begun = now;
    expect(codeOf(await backUp(bench))).toBe('busy');
    expect(now - begun).toBe(600_000);
    expect(device.counters.connections).toBe(0);
    lock?.release();
  });

  it('is refused at once when the schedule asks, which comes again', async () => {
    const bench = await makeBench();
    const { device: added } = await add(bench, await makeDevice());
    const lock = lockRun(bench.home, added.id);
    expect(codeOf(await backUp(bench, 'schedule'))).toBe('busy');
    lock?.release();
    expect((await backUp(bench, 'schedule')).ok).toBe(true);
  });

  it('was never begun when it is cancelled while it waits', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    const { device: added } = await add(bench, device);
    const lock = lockRun(bench.home, added.id);
    device.forget();
    const stop = new AbortController();
    const onWait = (): void => stop.abort();
    const [result] = await bench.keeper.backUp(everything, { trigger: 'manual', signal: stop.signal, onWait });
    expect(codeOf(result)).toBe('cancelled');
    expect(device.counters.connections).toBe(0);
    expect(bench.outside.history.listRuns({ deviceId: added.id })).toHaveLength(1);
    lock?.release();
    expect((await backUp(bench)).ok).toBe(true);
  });
});
