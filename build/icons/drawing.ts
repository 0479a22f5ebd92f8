import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Resvg } from '@resvg/resvg-js';

const SOURCES = import.meta.dirname;

/** The inside of one of our SVG files: all of them are one `<svg>` with the same 16 units a side. */
async function inside(file: string): Promise<string> {
  const text = await readFile(path.join(SOURCES, file), 'utf8');
  const body = /<svg[^>]*viewBox="0 0 16 16"[^>]*>([\s\S]*)<\/svg>/.exec(text)?.[1];
  if (body === undefined) throw new Error(`${file} is no drawing of 16 by 16 units`);
  return body.trim();
}

/** How the shield and the shape on it are painted. */
export type Paint =
  /** The shape is a hole in the shield: it shows whatever lies below, also where only alpha counts. */
  | { readonly kind: 'hole'; readonly shield: string }
  /** Black shield, white rim and shape: readable on black and on white alike. */
  | { readonly kind: 'contrast' };

/** One tray icon as SVG: the shield with a state's shape. */
export async function drawState(state: string, paint: Paint): Promise<string> {
  const [shield, shape] = await Promise.all([inside('shield.svg'), inside(`states/${state}.svg`)]);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${painted(shield, shape, paint)}</svg>`;
}

function painted(shield: string, shape: string, paint: Paint): string {
  if (paint.kind === 'contrast') {
    return (
      `<g fill="#ffffff">${shield}</g><g fill="#000000" transform="translate(8 8) scale(.9) translate(-8 -8)">${shield}</g>` +
      `<g color="#ffffff">${shape}</g>`
    );
  }
  return (
    `<defs><mask id="hole" maskUnits="userSpaceOnUse" x="0" y="0" width="16" height="16">` +
    `<rect width="16" height="16" fill="#ffffff"/><g color="#000000">${shape}</g></mask></defs>` +
    `<g fill="${paint.shield}" mask="url(#hole)">${shield}</g>`
  );
}

/** The application's own icon as SVG. */
export async function drawApplication(): Promise<string> {
  return readFile(path.join(SOURCES, 'application.svg'), 'utf8');
}

/** @returns a square PNG of that many pixels a side */
export function toPng(svg: string, pixels: number): Buffer {
  return new Resvg(svg, { fitTo: { mode: 'width', value: pixels }, font: { loadSystemFonts: false } }).render().asPng();
}
