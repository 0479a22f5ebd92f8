import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** Electron looks after its three newest majors. */
const SUPPORTED = 3;

/**
 * Whether an Electron still gets security fixes.
 * @param ours version in package.json
 * @param newest version that the registry calls latest
 * @returns a sentence for people, and whether a release may be made
 */
export function support(ours: string, newest: string): { readonly supported: boolean; readonly sentence: string } {
  const own = Number.parseInt(ours, 10);
  const latest = Number.parseInt(newest, 10);
  if (Number.isNaN(own) || Number.isNaN(latest)) throw new Error(`no versions: ${ours}, ${newest}`);
  const oldest = latest - SUPPORTED + 1;
  if (own < oldest)
    return { supported: false, sentence: `Electron ${own} gets no more fixes: the oldest that does is ${oldest}.` };
  return {
    supported: true,
    sentence: `Electron ${own} is supported until Electron ${own + SUPPORTED} is out; the newest is ${newest}.`,
  };
}

/** `npm run release:electron`: asks the registry that npm is set up for. */
async function main(): Promise<void> {
  const root = path.resolve(import.meta.dirname, '../..');
  const ours = /"electron": "([\d.]+)"/.exec(await readFile(path.join(root, 'package.json'), 'utf8'))?.[1] ?? '';
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const asked = await promisify(execFile)(npm, ['view', 'electron', 'dist-tags.latest'], {
    shell: process.platform === 'win32',
  });
  const { supported, sentence } = support(ours, asked.stdout.trim());
  process.stdout.write(`${sentence}\n`);
  process.exitCode = supported ? 0 : 1;
}

if (import.meta.main) await main();
