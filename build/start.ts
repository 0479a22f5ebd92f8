import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** `npm start [-- --demo]`: the built program in Electron. */
const root = path.resolve(import.meta.dirname, '..');
const electron = path.join(root, 'node_modules', 'electron');

const ABSENT =
  'Electron is not here and could not be fetched (it comes from github.com); set ELECTRON_OVERRIDE_DIST_PATH to a folder ' +
  'that holds it, or use the terminal program, which needs none: npm run demo.\n';

/** Electron's package fetches its binary at the first start. */
function executable(): string | undefined {
  const named = path.join(electron, 'path.txt');
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(electron, 'dist');
  if (!existsSync(named) && process.env.ELECTRON_OVERRIDE_DIST_PATH === undefined) {
    spawnSync(process.execPath, [path.join(electron, 'install.js')], { stdio: 'ignore' });
  }
  const file = path.join(folder, existsSync(named) ? readFileSync(named, 'utf8') : 'electron');
  return existsSync(file) ? file : undefined;
}

const file = executable();
if (file === undefined) {
  process.stderr.write(ABSENT);
  process.exitCode = 1;
} else {
  const child = spawn(file, [root, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => (process.exitCode = code ?? 1));
}
