import type { Page } from 'playwright-core';
import { z } from 'zod';

const MAIN_THREAD = 'CrRendererMain';
const thread = z.object({ pid: z.number(), tid: z.number() });
const named = thread.extend({ args: z.object({ name: z.string() }) });
const task = thread.extend({ ph: z.string(), tdur: z.number().optional() });

/**
 * The most processor time, in milliseconds, that any one task of the page took while something was done: other programs
 * on a busy computer do not count.
 */
export async function longestTask(page: Page, work: () => Promise<void>): Promise<number> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('no browser');
  const session = await browser.newBrowserCDPSession();
  const pages = new Set<string>();
  const longest = new Map<string, number>();
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) {
      if (String(event.name) === 'thread_name') {
        const { pid, tid, args } = named.parse(event);
        if (args.name === MAIN_THREAD) pages.add(`${String(pid)} ${String(tid)}`);
      } else if (String(event.name) === 'RunTask') {
        const { pid, tid, ph, tdur = 0 } = task.parse(event);
        const key = `${String(pid)} ${String(tid)}`;
        if (ph === 'X') longest.set(key, Math.max(longest.get(key) ?? 0, tdur));
      }
    }
  });
  const ended = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline', 'disabled-by-default-lighthouse'] },
  });
  await work();
  await session.send('Tracing.end');
  await ended;
  await session.detach();
  const ofPages = [...longest].filter(([key]) => pages.has(key)).map(([, microseconds]) => microseconds);
  if (ofPages.length === 0) throw new Error('the trace holds no task of a page');
  return Math.max(...ofPages) / 1000;
}
