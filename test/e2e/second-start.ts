import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Application } from './application.ts';

/** Starts the same program again as the first was started, without a test's hand on it. @returns its exit code */
export async function launchSecond({ electron, process: first }: Application): Promise<number | null> {
  // As a desktop starts it: what Playwright put among the arguments is for the first alone.
  const given = first.spawnargs.slice(1).filter((argument) => !/^--(inspect|remote-debugging)/.test(argument));
  const env = await electron.evaluate(() => process.env);
  const second = spawn(
    first.spawnfile,
    given.filter((argument) => argument !== '--hidden'),
    { env, stdio: 'ignore' },
  );
  await once(second, 'exit');
  return second.exitCode;
}
