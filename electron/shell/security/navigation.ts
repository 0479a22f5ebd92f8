import type { WebContents } from 'electron';
import { PAGE } from './origin.ts';

/** Points 13 and 14: a page stays where it is, in one window. */
export function denyNavigation(contents: WebContents): void {
  const deny = (event: { readonly preventDefault: () => void; readonly url: string }): void => {
    // Reloading is the one way that leads back to the page itself.
    if (event.url !== PAGE) event.preventDefault();
  };
  contents.on('will-navigate', deny);
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || event.url !== PAGE) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
