import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createRunTurns, SLOW_MS, type RunTurns } from '../../electron/keeper/run-turns.ts';
import type { Lock } from '../../electron/records/index.ts';
import { injects } from '../faults/index.ts';
import { temporaryHome } from '../records/home-folder.ts';
import { movedClock } from './watch-bench.ts';

const NOON = '2026-11-20T11:00:00.000Z';

/** Asks so many times, and keeps what was given. */
function ask(turns: RunTurns, count: number, signal = new AbortController().signal) {
  const given: Lock[] = [];
  const failed: unknown[] = [];
  const all = Array.from({ length: count }, () =>
    turns.take(signal).then(
      (lock) => void given.push(lock),
      (error: unknown) => void failed.push(error),
    ),
  );
  return { given, failed, all: Promise.all(all) };
}

async function quiet(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
}

describe('backups of one home', () => {
  it('are eight at once, also those of several programs together', async () => {
    const home = await temporaryHome();
    const clock = movedClock(NOON);
    const schedule = ask(createRunTurns(home, clock), 8);
    await schedule.all;
    const byHand = ask(createRunTurns(home, clock), 3);
    await quiet();
    expect([schedule.given.length, byHand.given.length]).toEqual([8, 0]);
    schedule.given[0]?.release();
    await expect.poll(() => byHand.given.length).toBe(1);
    for (const lock of schedule.given) lock.release();
    await byHand.all;
    expect(byHand.given).toHaveLength(3);
    for (const lock of byHand.given) lock.release();
  });

  it('that hang keep the next from its backup for two minutes and no longer', async (context) => {
    const fault = injects(context, 'network/eight-hang');
    const clock = movedClock(NOON);
    const turns = createRunTurns(await temporaryHome(), clock);
    const hanging = ask(turns, 8);
    await hanging.all;
    const ninth = ask(turns, 1);
    clock.advance(SLOW_MS - 1);
    await quiet();
    expect(ninth.given).toEqual([]);
    clock.advance(1);
    fault.fired();
    await ninth.all;
    expect(ninth.given).toHaveLength(1);
    // Those that hang take no room twice when they end after all.
    for (const lock of hanging.given) lock.release();
    const more = ask(turns, 9);
    await quiet();
    expect(more.given).toHaveLength(7);
    for (const lock of [...ninth.given, ...more.given]) lock.release();
    await more.all;
    more.given.at(-1)?.release();
    more.given.at(-2)?.release();
  });

  it('that wait can be broken off, and hold nobody up then', async () => {
    const clock = movedClock(NOON);
    const turns = createRunTurns(await temporaryHome(), clock);
    const first = ask(turns, 8);
    await first.all;
    const controller = new AbortController();
    const cancelled = ask(turns, 2, controller.signal);
    const last = ask(turns, 1);
    controller.abort(new Error('cancelled'));
    await cancelled.all;
    expect(cancelled.failed).toHaveLength(2);
    first.given[0]?.release();
    await last.all;
    expect(last.given).toHaveLength(1);
    for (const lock of [...first.given, ...last.given]) lock.release();
  });
});
