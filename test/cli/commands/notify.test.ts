import { describe, expect, it } from 'vitest';
import type { AlarmView } from '../../../electron/keeper/types.ts';
import { jsonOf, run } from '../run.ts';

const ping: AlarmView = {
  kind: 'ping',
  device: 'Office router',
  host: 'hc-ping.com',
  sentence: 'hc-ping.com: delivered 3 minutes ago',
  last: { at: '2026-11-20T03:00:00.000Z', ok: true, what: 'success', host: 'hc-ping.com' },
  waiting: 0,
};

describe('notify', () => {
  it('shows each alarm with its last delivery', async () => {
    const hook: AlarmView = {
      kind: 'webhook',
      host: 'hooks.lan',
      sentence: 'hooks.lan: nothing sent yet',
      waiting: 0,
    };
    const { exit, stdout } = await run(['notify'], { keeper: { alarms: () => Promise.resolve([hook, ping]) } });
    expect(exit).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'FOR            ALARM              LAST DELIVERY',
      'all devices    webhook            hooks.lan: nothing sent yet',
      'Office router  dead-man’s-switch  hc-ping.com: delivered 3 minutes ago',
      '',
    ]);
    const ran = await run(['notify', '--json'], { keeper: { alarms: () => Promise.resolve([ping]) } });
    expect(jsonOf(ran)).toEqual({ ok: true, command: 'notify', results: [ping] });
  });

  it.each([['notify'], ['notify', '--test']])('says how to set one where there is none (%s %s)', async (...argv) => {
    const none = { alarms: () => Promise.resolve([]), testAlarms: () => Promise.resolve([]) };
    const { exit, stdout } = await run(argv, { keeper: none });
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^No alarm is set\. .*ping-url.*webhook.*ntfy/);
  });

  it('with --test ends with 1 when one did not arrive, and says which and why', async () => {
    const keeper = {
      testAlarms: () =>
        Promise.resolve([
          { kind: 'webhook', host: 'hooks.lan', ok: true },
          { kind: 'ping', device: 'Attic', host: 'hc-ping.com', ok: false, problem: 'Nothing answers at hc-ping.com.' },
        ] as const),
    };
    const { exit, stdout, stderr } = await run(['notify', '--test'], { keeper });
    expect(exit).toBe(1);
    expect(stdout).toBe('all devices, webhook: hooks.lan: the test arrived\n');
    expect(stderr).toContain('Attic, dead-man’s-switch: Nothing answers at hc-ping.com. The test did not arrive.');
    const { results } = jsonOf(await run(['--json', 'notify', '--test'], { keeper }));
    expect(results).toMatchObject([
      { kind: 'webhook', host: 'hooks.lan', ok: true },
      {
        kind: 'ping',
        device: 'Attic',
        host: 'hc-ping.com',
        ok: false,
        error: { code: 'alarm/failed', retry: 'later' },
      },
    ]);
  });
});
