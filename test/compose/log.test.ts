import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openLog } from '../../electron/compose/log.ts';

async function logsFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-log-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return path.join(folder, 'home', 'logs');
}

it('the log makes the folder it lies in, for its owner alone, and is one line for each sentence', async () => {
  const folder = await logsFolder();
  const log = openLog(folder);
  log('Office: a name\nwith a line\u001b[31m in it');
  log('second');
  const text = await readFile(path.join(folder, 'routerkeep.log'), 'utf8');
  expect(text.split('\n').map((line) => line.replace(/^\[[\dT:.-]+Z\] /, ''))).toEqual([
    'Office: a name with a line [31m in it',
    'second',
    '',
  ]);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect((await stat(path.join(folder, 'routerkeep.log'))).mode & 0o777).toBe(0o600);
});

it('that the log cannot be written is told once, and once more when it could be in between', async () => {
  const folder = await logsFolder();
  const told: string[] = [];
  const log = openLog(folder, (sentence) => told.push(sentence));
  const home = path.dirname(folder);
  await writeFile(home, 'a file in the place of the home');
  for (let line = 0; line < 3; line += 1) log('lost');
  expect(told).toEqual([expect.stringContaining('routerkeep.log')]);
  await rm(home);
  log('kept');
  await rm(home, { recursive: true });
  await writeFile(home, 'again');
  for (let line = 0; line < 3; line += 1) log('lost');
  expect(told).toHaveLength(2);
});

it('a log of a megabyte makes room, and one before it is kept', async () => {
  const folder = await logsFolder();
  const log = openLog(folder);
  log('x'.repeat(1_000_001));
  log('after');
  expect((await stat(path.join(folder, 'routerkeep.old.log'))).size).toBeGreaterThan(1_000_000);
  expect(await readFile(path.join(folder, 'routerkeep.log'), 'utf8')).toMatch(/^\[\S+\] after\n$/);
});
