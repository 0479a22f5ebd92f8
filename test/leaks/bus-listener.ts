import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

export interface BusListener {
  /** Everything that crossed the bus up to a message of ours that holds this word. */
  readonly until: (word: string) => Promise<Buffer>;
}

/**
 * Listens to every message on the session bus, as any program of the same user may.
 * @param env of programs on that bus
 */
export async function listenTo(env: Readonly<Record<string, string>>): Promise<BusListener> {
  const monitor = spawn('dbus-monitor', ['--session', '--binary'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void monitor.kill());
  let heard = Buffer.alloc(0);
  let check = (): void => undefined;
  monitor.stdout.on('data', (data: Buffer) => {
    heard = Buffer.concat([heard, data]);
    check();
  });
  const has = (word: string): Promise<void> =>
    new Promise((resolve) => {
      check = () => {
        if (heard.includes(word)) resolve();
      };
      check();
    });
  await has('NameAcquired');
  return {
    until: async (word) => {
      const signal = ['--session', '--type=signal', '/leak', 'leak.test.Told', `string:${word}`];
      await promisify(execFile)('dbus-send', signal, { env });
      await has(word);
      return heard;
    },
  };
}
