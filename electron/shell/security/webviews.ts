import type { WebContents } from 'electron';

/** Points 11 and 12: no foreign page is embedded. */
export function denyWebviews(contents: WebContents): void {
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
