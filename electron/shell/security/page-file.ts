import path from 'node:path';
import { isOurs } from './origin.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface PageFile {
  readonly file: string;
  readonly type: string;
}

/**
 * Point 18: which file of the bundle an address of the page means. Undefined for another host, a kind of file that no page
 * has, and whatever would lead out of the folder.
 */
export function pageFile(folder: string, address: string): PageFile | undefined {
  if (!isOurs(address)) return undefined;
  let name: string;
  try {
    name = decodeURIComponent(new URL(address).pathname);
  } catch {
    return undefined;
  }
  if (/[\\\0]/.test(name)) return undefined;
  const file = path.join(folder, name === '/' ? 'index.html' : name);
  const type = TYPES[path.extname(file)];
  const inside = path.relative(folder, file);
  if (type === undefined || inside === '' || inside.startsWith('..') || path.isAbsolute(inside)) return undefined;
  return { file, type };
}
