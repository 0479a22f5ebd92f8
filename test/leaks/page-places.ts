import type { Page } from 'playwright-core';
import { parseSnapshot, type HeapSnapshot } from './heap-snapshot.ts';
import { text, type Place } from './needles.ts';

/** What anybody who opens developer tools reads of a page: its elements, what is typed, what it stores, where it was. */
export async function shownByPage(page: Page): Promise<readonly Place[]> {
  const seen = await page.evaluate(async () => {
    const fields = [...document.querySelectorAll('input, textarea, select')] as HTMLInputElement[];
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    return {
      elements: document.documentElement.outerHTML,
      fields: fields.map(({ value }) => value).join('\n'),
      'what it stores': JSON.stringify([localStorage, sessionStorage, databases, document.cookie]),
      'where it was': JSON.stringify([location.href, history.state, performance.getEntries(), window.name]),
    };
  });
  return Object.entries(seen).map(([what, content]) => text(`the page: ${what}`, content));
}

/** Everything that the scripts of a page hold, as its developer tools show it. */
export async function heapOfPage(page: Page): Promise<HeapSnapshot> {
  const tools = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  tools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await tools.send('HeapProfiler.collectGarbage');
  await tools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await tools.detach();
  return parseSnapshot(chunks.join(''));
}
