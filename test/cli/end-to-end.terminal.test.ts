import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import type { Env } from '../../electron/cli/io.ts';
import { builtProgram, type Running } from './program.ts';
import { scene, type Scene } from './scene.ts';

/** `script` of util-linux runs a command at a pseudo-terminal; other systems have one that takes other arguments. */
function demandTerminal(context: TestContext): void {
  const found = spawnSync('script', ['--version'], { encoding: 'utf8' });
  if (found.error || !found.stdout.includes('util-linux')) context.skip('there is no "script" of util-linux here');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Runs the built program at a pseudo-terminal. What is written to the child's input is typed there. */
function atTerminal({ start }: Scene, argv: readonly string[], after = 'exit $status', env: Env = {}): Running {
  const command = [process.execPath, builtProgram(), ...argv].map(quote).join(' ');
  const shell = `stty cols 100; ${command}; status=$?; ${after}`;
  return start([], {
    launcher: ['script', '-qec', shell, '/dev/null'],
    env: { TERM: 'xterm', SHELL: '/bin/sh', ...env },
  });
}

function type({ child }: Running, keys: string): void {
  child.stdin?.write(keys);
}

const PASSWORD = 'päss "w" +1 🔑 ';

describe('at a terminal', () => {
  it('adding shows the certificate, asks for the password without showing it, and draws a bar', async (context) => {
    demandTerminal(context);
    const there = await scene({ profile: 'srm-strict', password: PASSWORD });
    const { device, archives } = there;
    const running = atTerminal(there, [
      'add',
      device.origin,
      '--user',
      device.user,
      '--name',
      'Router',
      '--vault',
      'vault',
    ]);
    await running.seen('Is it the same? [y/N] ');
    type(running, 'y\r');
    await running.seen(`Password for ${device.user} at ${device.origin}: `);
    type(running, `${PASSWORD}\r`);
    const { exit, stdout } = await running.ended;
    expect(exit).toBe(0);
    expect(stdout).not.toContain(PASSWORD.trim());
    expect(stdout).toMatch(/\[=+-*\] \d+% Router: /);
    expect(stdout.replace(/\s/g, '').toLowerCase()).toContain((device.fingerprint ?? '').replace(/..(?!$)/g, '$&:'));
    expect(stdout).toContain('backed up, verified, ');
    expect(await archives()).toHaveLength(1);
  });

  it('a no sends no password and no login', async (context) => {
    demandTerminal(context);
    const there = await scene();
    const running = atTerminal(there, ['add', there.device.origin, '--user', 'u']);
    await running.seen('Is it the same? [y/N] ');
    type(running, '\r');
    const { exit, stdout } = await running.ended;
    expect(exit).toBe(3);
    expect(stdout).not.toContain('Password for');
    expect(there.device.counters.logins).toBe(0);
  });

  it('Ctrl-C at the password ends with 130 and leaves the terminal as it was', async (context) => {
    demandTerminal(context);
    const there = await scene();
    await there.add();
    const running = atTerminal(there, ['passwd', 'Router'], 'stty -a; echo "ended with $status"');
    await running.seen('Password for');
    type(running, 'half\u0003');
    const { stdout } = await running.ended;
    expect(stdout).toContain('ended with 130');
    expect(stdout).toContain('Cancelled.');
    expect(stdout).not.toContain('half');
    expect(stdout).toMatch(/[^-]\becho\b/);
    expect(stdout).toMatch(/[^-]\bicanon\b/);
  });

  it('Ctrl-C at a question and under the bar ends with 130', async (context) => {
    demandTerminal(context);
    const there = await scene();
    const asked = atTerminal(there, ['add', there.device.origin, '--user', 'u']);
    await asked.seen('[y/N] ');
    type(asked, '\u0003');
    expect((await asked.ended).exit).toBe(130);
    await there.add();
    there.device.behave({ taskPolls: 'never' });
    const working = atTerminal(there, ['backup', 'Router']);
    await working.seen('the device prepares');
    type(working, '\u0003');
    const { exit, stdout } = await working.ended;
    expect(exit).toBe(130);
    expect(stdout).toContain('Press Ctrl-C again');
    expect(there.device.counters.openSessions).toBe(0);
  });

  it('colours are shown, and NO_COLOR declines them', async (context) => {
    demandTerminal(context);
    const there = await scene();
    const coloured = await atTerminal(there, ['nothing']).ended;
    expect(coloured.stdout).toContain('\u001b[31mThere is no command "nothing".\u001b[39m');
    const plain = await atTerminal(there, ['nothing'], 'exit $status', { NO_COLOR: '1' }).ended;
    expect(plain.stdout).not.toContain('\u001b[');
    expect(plain.stdout).toContain('There is no command "nothing".');
    expect([coloured.exit, plain.exit]).toEqual([2, 2]);
  });

  it('a report is shown whole, and written after a yes alone', async (context) => {
    demandTerminal(context);
    const there = await scene({ profile: 'srm-lenient' });
    await there.add();
    const file = path.join(there.folder, 'report.json');
    for (const answer of ['n', 'y']) {
      const running = atTerminal(there, ['doctor', 'Router', '--report', file]);
      await running.seen('[y/N] ');
      expect(existsSync(file)).toBe(false);
      type(running, `${answer}\r`);
      const { stdout } = await running.ended;
      expect(stdout).toContain('"routerkeep-device-report"');
      expect(existsSync(file)).toBe(answer === 'y');
    }
  });
});
