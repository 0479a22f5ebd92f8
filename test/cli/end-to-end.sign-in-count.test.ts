import { describe, expect, it } from 'vitest';
import { scene } from './scene.ts';

/** Each would sign in at least once, most of them twice: more than twice what a device bears. */
const AT_ONCE = 12;

describe('many programs that sign in with a wrong password at once', () => {
  it('never make the device block this computer, whatever the command and the spelling of the address', async () => {
    const { device, start, add, run } = await scene({ profile: 'srm-strict' });
    await add();
    device.forget();
    const elsewhere = `https://localhost:${String(device.port)}`;
    const trust = ['--password-stdin', '--fingerprint', device.fingerprint ?? ''];
    const commands = [
      ['add', device.origin, '--user', device.user, '--name', 'Again', '--no-backup', ...trust],
      ['add', elsewhere, '--user', device.user, '--name', 'Elsewhere', '--no-backup', ...trust],
      ['doctor', elsewhere, '--user', device.user, ...trust],
      ['passwd', 'Router', '--password-stdin'],
    ];
    const running = Array.from({ length: AT_ONCE }, (_, index) =>
      start(commands[index % commands.length] ?? [], { stdin: 'wrong\n' }),
    );
    const ended = await Promise.all(running.map((program) => program.ended));
    expect(ended.map(({ exit }) => exit).filter((exit) => exit === 0)).toEqual([]);
    expect(device.counters.failedLogins).toBeGreaterThan(5);
    expect(device.counters.failedLogins).toBeLessThanOrEqual(8);
    expect(device.fired).not.toContain('autoBlock');
    expect(ended.some(({ stderr }) => stderr.includes('Too many sign-ins'))).toBe(true);
    // One more is held back as well, the right password or not.
    const held = await run(['backup', 'Router']);
    expect(held.exit).toBe(3);
    expect(device.counters.failedLogins).toBeLessThanOrEqual(8);
  }, 240_000);

  it('count a wrong one-time code, and none that was right', async () => {
    const { device, json } = await scene({
      profile: 'dsm7',
      behaviour: { twoFactor: { code: '123456', enforcedSetUp: false } },
    });
    const argv = ['add', device.origin, '--user', device.user, '--password-stdin', '--no-backup'];
    const trust = ['--fingerprint', device.fingerprint ?? ''];
    for (let tries = 0; tries < 12; tries += 1) {
      await json([...argv, ...trust, '--otp', '654321'], { stdin: device.password });
    }
    expect(device.counters.failedLogins).toBe(8);
    expect(device.fired).not.toContain('autoBlock');
  });
});
