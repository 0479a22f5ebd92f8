import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startDesktop } from './index.ts';

/** `npm run desktop -- COMMAND [ARGUMENT ...]`: a command on a desktop of its own; ends with the command's exit code. */
const [command, ...given] = process.argv.slice(2);
if (command === undefined) throw new Error('usage: npm run desktop -- COMMAND [ARGUMENT ...]');
const desktop = await startDesktop();
if ('missing' in desktop) throw new Error(desktop.missing);
try {
  const env = { ...process.env, ...desktop.env, HOME: process.env.HOME, WAYLAND_DISPLAY: undefined };
  const child = spawn(command, given, { env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  await once(child, 'exit');
  process.exitCode = child.exitCode ?? 1;
} finally {
  await desktop.stop();
}
