import { renderToStaticMarkup } from 'react-dom/server';
import type { Guide } from '../../shared/index.ts';
import { GuideView } from './guide-view.tsx';

/** Of the page itself: it must look right with no network, no script and on paper. */
const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 44rem; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem; }
dl { border: 1px solid #8888; border-radius: .5rem; padding: .5rem 1rem; }
dl div { display: grid; grid-template-columns: 9rem 1fr; gap: 1rem; padding: .15rem 0; }
dt { opacity: .75; } dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
li { margin: .3rem 0; }
@media (max-width: 30rem) { dl div { grid-template-columns: 1fr; gap: 0; } }
@media print { body { margin: 0; max-width: none; } section { break-inside: avoid; } }
`;

/** `HOW-TO-RESTORE.html`: one file without script, pictures or addresses to load from. */
export function guidePage(guide: Guide): string {
  const page = (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta httpEquiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>{guide.title}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <GuideView guide={guide} />
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToStaticMarkup(page)}\n`;
}
