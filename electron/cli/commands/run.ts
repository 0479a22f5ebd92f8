import { randomUUID } from 'node:crypto';
import { uptime } from 'node:os';
import { z } from 'zod';
import { keepError, reportOf, say, type ExitCode } from '../../../shared/index.ts';
import type { WatchEvent } from '../../keeper/types.ts';
import { readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { exitOf, worstExit } from '../exit.ts';
import { jsonLine } from '../printable.ts';
import { tellSharedFolders } from '../shared-folders.ts';
import { showEvent } from '../watch-lines.ts';

const schema = z.object({
  once: z.boolean().default(false),
  stop: z.boolean().default(false),
  endWithInput: z.boolean().default(false),
});

/**
 * The schedule in the foreground, for servers and containers. A signal, `run --stop` or the end of its input ends it cleanly, which is how it is meant to
 * end: that is no failure. With --once the exit code is the worst of what ran.
 */
export const run: Command = async ({ options }, { io, page, keeper: open }) => {
  const { once, stop, endWithInput } = readArguments(schema, options);
  const keeper = await open();
  if (stop) {
    const outcome = await keeper.stopSchedule(io.signal);
    page.line(say(`watch.stop.${outcome}`));
    return { results: [{ schedule: outcome }], exit: outcome === 'still-running' ? 1 : 0 };
  }
  const ending = new AbortController();
  const signal = AbortSignal.any([io.signal, ending.signal]);
  const end = (): void => ending.abort();
  void keeper.stopAsked(signal).then((asked) => asked && end());
  if (endWithInput) io.stdin.on('end', end).on('error', end).resume();
  // From a timer, every line becomes a mail.
  if (!once) await tellSharedFolders(keeper, page, { kind: 'all' });
  const watch = keeper.watch({
    signal,
    once,
    desktop: { uptime: () => uptime() * 1000, process: randomUUID(), notifies: false },
    onEvent: (event) => {
      keeper.takeNotices().forEach(page.note);
      // That something is not as it was says nothing by itself.
      if (event.kind === 'changed') return;
      // From a timer, every line becomes a mail: only what was done, and why nothing could be.
      if (once && !page.json && event.kind === 'role' && event.role === 'scheduler') return;
      if (page.json) io.stdout.write(`${jsonLine(plain(event))}\n`);
      else showEvent(event, page);
    },
  });
  const { results, acted } = await watch.ended;
  const isCut = signal.aborted;
  end();
  if (endWithInput) io.stdin.pause();
  if (!once) {
    if (!page.json) page.line(say('watch.end'));
    return { results: [], exit: 0 };
  }
  // What another scheduler does at this moment is its own to report.
  const exits = acted ? [...results.map((result) => (result.ok ? 0 : exitOf(result))), ...(await waiting())] : [];
  return {
    results,
    exit: isCut ? 130 : worstExit(exits),
    ...(isCut ? { error: reportOf(keepError('cancelled', {})) } : {}),
  };

  /** A device that waits for its user is not run, and a timer should still say so. */
  async function waiting(): Promise<readonly ExitCode[]> {
    const { devices } = await keeper.overview();
    return devices.some(({ protection }) => protection.state === 'needs-you') ? [3] : [];
  }
};

/** One line of `--json`. */
function plain(event: WatchEvent): object {
  const { kind, ...facts } = event;
  return { event: kind, at: new Date().toISOString(), ...facts };
}
