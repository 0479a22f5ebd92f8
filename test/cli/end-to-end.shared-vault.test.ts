import path from 'node:path';
import { expect, it } from 'vitest';
import { injects } from '../faults/index.ts';
import { addArguments, scene } from './scene.ts';

it('two homes with one vault are told of each other by list, verify and run, and one alone is told nothing', async (context) => {
  const fault = injects(context, 'home/vault-shared');
  const { device, run, start, folder, env } = await scene();
  const other = { ...env, ROUTERKEEP_HOME: path.join(folder, 'other home') };
  const add = [...addArguments(device), '--name', 'Router', '--vault', 'vault'];
  const said = /Router: Another Routerkeep stores backups of this device in the same folder/;
  expect((await run(add, { stdin: `${device.password}\n` })).exit).toBe(0);
  for (const command of [['list'], ['verify']]) {
    const { stdout, stderr } = await run(command);
    expect(`${stdout}${stderr}`).not.toMatch(said);
  }
  expect((await run(add, { stdin: `${device.password}\n`, env: other })).exit).toBe(0);
  fault.fired();
  for (const home of [env, other]) {
    for (const command of [['list'], ['verify'], ['verify', 'router']]) {
      const { exit, stdout, stderr } = await run(command, { env: home });
      expect([command, exit, `${stdout}${stderr}`]).toEqual([command, 0, expect.stringMatching(said)]);
    }
    const running = start(['run'], { env: home });
    await running.seen('Another Routerkeep stores backups');
    running.child.kill('SIGTERM');
    expect((await running.ended).exit).toBe(0);
  }
});
