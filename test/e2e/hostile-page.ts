import type { Page } from 'playwright-core';
import type { Application } from './application.ts';

/** What became of a page since it is watched. */
export interface Seen {
  /** Elements that somebody's text became, at any moment. */
  readonly planted: readonly string[];
  readonly navigations: readonly string[];
  readonly windows: number;
  readonly address: string;
}

/** Elements that the page has none of: what a hostile text would become, or that loads something. */
const PLANTED = '[id="planted"], [onerror], [onload], iframe, object, embed, base, meta[http-equiv="refresh"]';

/** Looks at every element that is added to a page, and at every place where the window goes. */
export async function watchPage({ electron }: Application, window: Page): Promise<() => Promise<Seen>> {
  const went = await electron.evaluateHandle(({ app, BrowserWindow }) => {
    const navigations: string[] = [];
    let windows = BrowserWindow.getAllWindows().length;
    app.on('browser-window-created', () => (windows += 1));
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      webContents.on('did-start-navigation', (_event, url, inPage) => {
        if (!inPage) navigations.push(url);
      });
    }
    return { seen: () => ({ navigations, windows }) };
  });
  await window.evaluate((selector) => {
    const found: string[] = [];
    Object.assign(globalThis, { foundPlanted: found });
    const note = (root: ParentNode): void => {
      for (const each of root.querySelectorAll(selector)) found.push(each.outerHTML);
    };
    note(document);
    new MutationObserver((changes) => {
      if (changes.length > 0) note(document);
    }).observe(document, { childList: true, subtree: true, attributes: true });
  }, PLANTED);
  return async () => ({
    planted: await window.evaluate(() => (globalThis as unknown as { foundPlanted: string[] }).foundPlanted),
    ...(await went.evaluate((_electron, handle) => handle.seen(), went)),
    address: window.url(),
  });
}

/** The codes with which runs of the program end from now on; `ok` for a backup. */
export async function watchRuns(window: Page): Promise<{
  readonly until: (count: number) => Promise<readonly string[]>;
  readonly ended: () => Promise<readonly string[]>;
}> {
  await window.evaluate(() => {
    const ends: string[] = [];
    Object.assign(globalThis, { runEnds: ends });
    globalThis.window.routerkeep.subscribe('run-ended', (payload) => {
      const { result } = payload as { readonly result: { readonly error?: { readonly code: string } } };
      ends.push(result.error?.code ?? 'ok');
    });
  });
  const ended = (): Promise<readonly string[]> =>
    window.evaluate(() => (globalThis as unknown as { runEnds: string[] }).runEnds);
  return {
    ended,
    until: async (count) => {
      await window.waitForFunction(
        (least) => (globalThis as unknown as { runEnds: string[] }).runEnds.length >= least,
        count,
      );
      return ended();
    },
  };
}
