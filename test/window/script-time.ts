import { appendFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** Where `npm run bench` wants the figures; without it nothing is measured: a busy computer is no failure of the page. */
const FIGURES = process.env.ROUTERKEEP_FRAMES;

/** Does something with the page; the bench gets a line about the longest piece of script in it. */
export async function frames(page: Page, what: string, work: () => Promise<void>): Promise<void> {
  if (FIGURES === undefined) {
    await work();
    return;
  }
  const milliseconds = await longestTask(page, work);
  await appendFile(FIGURES, `${JSON.stringify({ what, milliseconds })}\n`);
}

interface TraceEvent {
  readonly name: string;
  readonly tid: number;
  readonly tdur?: number;
}

/**
 * The longest task of the page's main thread while something is done, in milliseconds of processor time: what other
 * programs take of the computer meanwhile does not count.
 */
async function longestTask(page: Page, work: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const ended = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'v8'] },
  });
  await work();
  await session.send('Tracing.end');
  await ended;
  await session.detach();
  const scripts = new Set(['FunctionCall', 'EvaluateScript', 'FireAnimationFrame', 'TimerFire', 'EventDispatch']);
  const spent = events.flatMap(({ name, tdur }) => (scripts.has(name) && tdur !== undefined ? [tdur / 1000] : []));
  if (spent.length === 0) throw new Error('no script was seen: the measure does not work');
  return Math.max(...spent);
}
