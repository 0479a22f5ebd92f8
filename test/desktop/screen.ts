import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

export interface Screen {
  /** For the variable DISPLAY. */
  readonly display: string;
  readonly stop: () => Promise<void>;
}

/** What this machine lacks for a screen of its own, as a sentence; undefined when all is there. */
export async function missingScreen(): Promise<string | undefined> {
  try {
    await promisify(execFile)('Xvfb', ['-version']);
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // One that ran and complained has a number here.
    return typeof code === 'string' ? 'Xvfb is not installed (Debian: apt-get install xvfb)' : undefined;
  }
}

/** A screen in memory, 1280 by 900 unless told. It picks a free number by itself. */
export async function startScreen(size = '1280x900'): Promise<Screen> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = once(server, 'exit');
  let said = '';
  server.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const number = server.stdio[3];
  if (number === null || number === undefined) throw new Error('Xvfb has no pipe to name its screen');
  // It writes the number once it takes connections.
  const first: unknown = await Promise.race([once(number, 'data').then(([data]: unknown[]) => String(data)), ended]);
  if (typeof first !== 'string') throw new Error(`Xvfb did not start: ${said}`);
  return {
    display: `:${first.trim()}`,
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
    },
  };
}
