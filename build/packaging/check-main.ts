import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { checkPackage } from './check/check-package.ts';
import { isPackage } from './check/open-package.ts';

/** `npm run package:check`: opens each result in `packages/` and holds it against the rules; exit code 1 when one breaks one. */
const folder = path.resolve(import.meta.dirname, '../../packages');

async function checkAll(): Promise<number> {
  const names = (await readdir(folder).catch(() => [])).filter(isPackage);
  if (names.length === 0) {
    say('There is no package to check: run "npm run package" first.');
    return 1;
  }
  let troubles = 0;
  for (const name of names) {
    const report = await checkPackage(path.join(folder, name));
    const own = `${megabytes(report.ownBytes)} of ours in ${report.ownFiles} files`;
    say(`${name}: ${megabytes(report.bytes)}, ${own}; ${report.system}, Electron ${report.electron}`);
    say(`  fuses: ${report.fuses.map((fuse) => `${fuse.name} ${fuse.found}`).join(', ')}`);
    for (const problem of report.problems) say(`  WRONG: ${problem}`);
    troubles += report.problems.length;
  }
  say(troubles === 0 ? 'All packages are as they should be.' : `${troubles} problems.`);
  return troubles === 0 ? 0 : 1;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

process.exitCode = await checkAll();
