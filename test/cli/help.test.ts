import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../electron/cli/grammar.ts';
import description from '../../package.json' with { type: 'json' };
import { jsonOf, run } from './run.ts';

describe('help', () => {
  it('names every command that exists, and no other', async () => {
    const { exit, stdout, stderr } = await run(['--help']);
    expect(exit).toBe(0);
    expect(stderr).toBe('');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    const named = [...stdout.matchAll(/^ {2}([a-z][a-z-]*)(?: \[options\])?(?: [<[][a-z.]+[>\]])* {2,}/gm)].map(
      ([, name]) => name,
    );
    expect(named).toEqual([...COMMANDS, 'help']);
  });

  it.each(COMMANDS)('of %s has one line for each option, and an example', async (command) => {
    const asked = await run(['help', command]);
    expect(asked.exit).toBe(0);
    expect(asked.stdout).toContain(`Usage: routerkeep ${command}`);
    expect(asked.stdout).toMatch(/^Examples:\n {2}routerkeep /m);
    expect(asked.stdout).toMatch(/--json/);
    for (const line of asked.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect((await run([command, '--help'])).stdout).toBe(asked.stdout);
    expect((await run(['--help', command])).exit).toBe(0);
  });

  it('fits a narrow terminal', async () => {
    const { stdout } = await run(['help', 'add'], { columns: 60 });
    // An example is one command: it is not broken.
    const lines = stdout.split('\n').filter((line) => !line.startsWith('  routerkeep '));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  it('comes as one object with --json', async () => {
    const { ok, command, results } = jsonOf(await run(['--help', '--json']));
    expect({ ok, command }).toEqual({ ok: true, command: 'help' });
    expect(results[0]?.text).toContain('Usage: routerkeep');
  });
});

describe('--version', () => {
  it('prints the version alone', async () => {
    expect(await run(['--version'])).toMatchObject({ exit: 0, stdout: `${description.version}\n`, stderr: '' });
    expect(jsonOf(await run(['--version', '--json'])).results).toEqual([{ version: description.version }]);
  });
});
