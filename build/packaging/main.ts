import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chooseElectron, discardElectron } from './electron-source.ts';
import { makePackages } from './make-packages.ts';

/**
 * `npm run package`: packs the built application into `packages/`, as far as this machine can, and says what it left out.
 * `--all`: leaving out a format of this system is a failure. `--folder`: on Linux only the unpacked program, without packages.
 * `--output FOLDER`: instead of `packages/`.
 */
const root = path.resolve(import.meta.dirname, '../..');

interface PackageOptions {
  readonly all: boolean;
  readonly folderOnly: boolean;
  readonly output: string;
}

async function packageApplication({ all, folderOnly, output }: PackageOptions): Promise<number> {
  if (!existsSync(path.join(root, 'dist/main'))) {
    say('There is no built application: run "npm run build" first.');
    return 1;
  }
  const source = await chooseElectron(process.env);
  if (source.kind === 'none') {
    say(`Nothing can be packed: Electron's own binary could not be downloaded (${source.why}).`);
    say('On Linux with an x86-64 processor, test/electron-witness/prepare brings one that the tests can pack with.');
    return 1;
  }
  if (source.kind === 'witness') {
    say(`Packed with Electron ${source.version} of test/electron-witness: for tests, not for people.`);
  }
  try {
    await rm(output, { recursive: true, force: true });
    const { made, leftOut, failed } = await makePackages(source, { folderOnly, output });
    for (const file of made) say(`made      ${file}`);
    for (const sentence of leftOut) say(`left out  ${sentence}`);
    return all && failed.length > 0 ? 1 : 0;
  } finally {
    await discardElectron(source);
  }
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

const { values } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    folder: { type: 'boolean', default: false },
    output: { type: 'string', default: path.join(root, 'packages') },
  },
});
const output = path.resolve(values.output);
process.exitCode = await packageApplication({ all: values.all, folderOnly: values.folder, output });
