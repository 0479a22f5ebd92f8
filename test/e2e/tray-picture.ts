import { Resvg } from '@resvg/resvg-js';
import { PNG } from 'pngjs';
import type { MenuEntry, TrayItem } from '../desktop/index.ts';

const LOOKS = {
  light: { menu: '#ffffff', text: '#1f2328', faint: '#6a737d', line: '#d8dee4', back: '#eef1f5' },
  dark: { menu: '#2b2f36', text: '#f0f3f6', faint: '#9aa4af', line: '#444c56', back: '#15181c' },
} as const;
const WIDTH = 460;
const ROW = 26;

/** A panel with the icon, and the menu below it, drawn from what the program handed to the desktop. @returns a PNG */
export async function drawTray(item: TrayItem, theme: keyof typeof LOOKS): Promise<Buffer> {
  const look = LOOKS[theme];
  const icon = (await item.icons()).at(-1);
  const rows = rowsOf(await item.menu());
  const height = 52 + rows.reduce((sum, { kind }) => sum + (kind === 'separator' ? 9 : ROW), 0) + 20;
  const parts = [
    `<rect width="${WIDTH}" height="${height}" fill="${look.back}"/><rect width="${WIDTH}" height="32" fill="#101214"/>`,
    icon === undefined ? '' : `<image x="14" y="4" width="24" height="24" href="${pngAddress(icon)}"/>`,
    text(50, 21, await item.toolTip(), '#ffffff'),
    `<rect x="10" y="40" width="${WIDTH - 20}" height="${height - 50}" rx="6" fill="${look.menu}" stroke="${look.line}"/>`,
  ];
  let y = 48;
  for (const row of rows) {
    if (row.kind === 'separator') {
      parts.push(`<path d="M18 ${y + 4.5} H${WIDTH - 18}" stroke="${look.line}"/>`);
      y += 9;
      continue;
    }
    const mark = row.kind === 'checkbox' && row.checked ? '✓ ' : '';
    parts.push(text(26 + row.depth * 18, y + 18, `${mark}${row.label}`, row.enabled ? look.text : look.faint));
    if (row.entries.length > 0) parts.push(text(WIDTH - 32, y + 18, row.depth === 0 ? '›' : '', look.faint));
    y += ROW;
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}">${parts.join('')}</svg>`;
  const font = { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans' };
  return new Resvg(svg, { fitTo: { mode: 'zoom', value: 2 }, font }).render().asPng();
}

interface Row extends MenuEntry {
  readonly depth: number;
}
/** Devices are shown opened, as after pointing at them; other submenus closed. */
function rowsOf(entries: readonly MenuEntry[]): readonly Row[] {
  return entries.flatMap((entry) => {
    const opened = entry.entries.some(({ label }) => label === 'Back up now') ? entry.entries : [];
    return [{ ...entry, depth: 0 }, ...opened.map((below) => ({ ...below, depth: 1 }))];
  });
}

function text(x: number, y: number, words: string, colour: string): string {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x}" y="${y}" font-family="DejaVu Sans" font-size="13" fill="${colour}">${escaped}</text>`;
}

function pngAddress({
  width,
  height,
  rgba,
}: {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}): string {
  const picture = new PNG({ width, height });
  picture.data.set(rgba);
  return `data:image/png;base64,${PNG.sync.write(picture).toString('base64')}`;
}
