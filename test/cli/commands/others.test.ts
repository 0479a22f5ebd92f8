import { describe, expect, it } from 'vitest';
import type { DoctorStep, Keeper } from '../../../electron/keeper/types.ts';
import { keepError, reportOf } from '../../../shared/index.ts';
import { cleartextReport, deviceView, FINGERPRINT, probeReport } from '../fake-keeper.ts';
import { jsonOf, run } from '../run.ts';

const NO_GUIDE = { title: '', intro: '', facts: [], sections: [] };

describe('probe', () => {
  it('shows what a person can compare before trusting a device', async () => {
    const { exit, stdout } = await run(['probe', '192.168.1.1'], {
      keeper: { probe: () => Promise.resolve(probeReport()) },
    });
    expect(exit).toBe(0);
    expect(stdout).toContain('https://192.168.1.1:8001 (answered by 192.168.1.1)');
    expect(stdout).toContain('Synology router (SRM)');
    expect(stdout.replace(/\s/g, '')).toContain('AB:'.repeat(31) + 'AB');
    expect(stdout).toContain('Control Panel > Services > Certificate');
    expect(stdout).toMatch(/1 Jan 2026 to 1 Jan 2045/);
  });

  it('marks plain HTTP', async () => {
    const cleartext = cleartextReport({ origin: 'http://192.168.1.1:8000' });
    const { stdout } = await run(['probe', 'http://192.168.1.1'], {
      keeper: { probe: () => Promise.resolve(cleartext) },
    });
    expect(stdout).toContain('no: plain HTTP, others on the network can listen');
  });
});

describe('prune', () => {
  it.each([
    [true, 2, 'would delete 2 backups, 30 kept'],
    [false, 1, '1 backup deleted, 30 kept'],
    [false, 0, 'nothing to delete, 30 kept'],
  ])('dry run %j, %d removed: %s', async (dryRun, count, words) => {
    const asked: boolean[] = [];
    const removed = Array.from({ length: count }, (_, index) => `SynologyRouter_${index}.dss`);
    const { exit, stdout } = await run(['prune', ...(dryRun ? ['--dry-run'] : [])], {
      keeper: {
        prune: (_, only) => {
          asked.push(only);
          return Promise.resolve([{ device: 'Office router', ok: true, dryRun: only, removed, kept: 30 }]);
        },
      },
    });
    expect({ exit, asked }).toEqual({ exit: 0, asked: [dryRun] });
    expect(stdout).toContain(`Office router: ${words}`);
    for (const file of removed) expect(stdout).toContain(`  ${file}\n`);
  });

  it('shows what was deleted for the others when one device could not be pruned, and fails', async () => {
    const error = reportOf(keepError('busy', { name: 'Office router' }));
    const { exit, stdout, stderr } = await run(['prune'], {
      keeper: {
        prune: (_, dryRun) =>
          Promise.resolve([
            { device: 'Office router', ok: false, dryRun, error },
            { device: 'Attic', ok: true, dryRun, removed: ['SynologyRouter_1.dss'], kept: 30 },
          ]),
      },
    });
    expect(exit).toBe(1);
    expect(stderr).toContain(error.message);
    expect(stdout).toContain('Attic: 1 backup deleted, 30 kept');
  });
});

describe('trust', () => {
  it('takes a fingerprint in any notation', async () => {
    const given: string[] = [];
    const { exit, stdout } = await run(
      ['trust', 'Office router', '--fingerprint', 'SHA256: ' + 'AB:'.repeat(31) + 'AB'],
      {
        keeper: {
          trust: (_, choice) => {
            given.push(choice.kind === 'fingerprint' ? choice.fingerprint : choice.kind);
            return Promise.resolve(deviceView());
          },
        },
      },
    );
    expect({ exit, given }).toEqual({ exit: 0, given: [FINGERPRINT] });
    expect(stdout).toContain('Office router is trusted with this certificate');
  });
});

describe('remove', () => {
  const keeper = (deleted: boolean[]): Partial<Keeper> => ({
    listDevices: () => Promise.resolve([deviceView()]),
    removeDevice: (device, { deleteBackups }) => {
      deleted.push(deleteBackups);
      return Promise.resolve(
        deleteBackups
          ? { device, ok: true, deletedBackups: 3 }
          : { device, ok: true, deletedBackups: 0, folder: '/vault/Office router' },
      );
    },
  });

  it('keeps the backups unless told otherwise, and says where they are', async () => {
    const deleted: boolean[] = [];
    const { exit, stdout } = await run(['remove', 'Office router'], { keeper: keeper(deleted), answers: [] });
    expect({ exit, deleted }).toEqual({ exit: 0, deleted: [false] });
    expect(stdout).toContain('stay in /vault/Office router');
  });

  it('asks a person before it deletes backups; anything but yes is no', async () => {
    for (const answer of ['\n', 'n\n', 'yo\n', 'no way\n']) {
      const deleted: boolean[] = [];
      const ran = await run(['remove', 'Office router', '--delete-backups'], {
        keeper: keeper(deleted),
        answers: [answer],
      });
      expect({ exit: ran.exit, deleted }).toEqual({ exit: 130, deleted: [] });
      expect(ran.stderr).toContain('Delete all 3 backups of Office router in /vault/Office router?');
    }
    const deleted: boolean[] = [];
    const ran = await run(['remove', 'Office router', '--delete-backups'], {
      keeper: keeper(deleted),
      answers: ['y\n'],
    });
    expect({ exit: ran.exit, deleted }).toEqual({ exit: 0, deleted: [true] });
    expect(ran.stdout).toContain('and its 3 backups are deleted');
  });

  it('does as told where nobody can be asked', async () => {
    const deleted: boolean[] = [];
    const { exit } = await run(['remove', 'Office router', '--delete-backups'], { keeper: keeper(deleted) });
    expect({ exit, deleted }).toEqual({ exit: 0, deleted: [true] });
  });
});

describe('restore-guide', () => {
  it('prints the text as it is given', async () => {
    const text = 'How to restore Office router\n\n1. Open …\n';
    const ran = await run(['restore-guide', 'Office router'], {
      keeper: {
        listDevices: () => Promise.resolve([deviceView()]),
        restoreGuide: () => Promise.resolve({ device: 'Office router', file: '/vault/a.dss', text, guide: NO_GUIDE }),
      },
    });
    expect(ran).toMatchObject({ exit: 0, stdout: text, stderr: '' });
  });
});

describe('doctor', () => {
  const steps: readonly DoctorStep[] = [
    { step: 'reach', title: 'Reach the device', outcome: 'ok', tried: 'port 8001', meaning: 'It answers.' },
    { step: 'tls', title: 'Certificate', outcome: 'warning', tried: 'TLS', meaning: 'It expires soon.' },
    {
      step: 'sign-in',
      title: 'Sign in',
      outcome: 'failed',
      tried: 'one login',
      meaning: 'The password is wrong.',
      click: 'Control Panel > User',
    },
    { step: 'session', title: 'Session', outcome: 'skipped', tried: 'nothing', meaning: 'The step before failed.' },
  ];
  const error = reportOf(keepError('auth/refused', { host: '192.168.1.1' }));
  const report = { address: '192.168.1.1', ok: false, steps, conclusion: 'The password is wrong.', error };

  it('shows each step as it comes: what was tried, what it means, where to click', async () => {
    const { exit, stdout } = await run(['doctor', '192.168.1.1'], {
      keeper: {
        doctor: (_, __, ___, { onStep }) => {
          steps.forEach((step) => onStep?.(step));
          return Promise.resolve(report);
        },
      },
    });
    expect(exit).toBe(3);
    expect(stdout.match(/^(?:ok|!|x|-) +[A-Z].*$/gm)).toEqual([
      'ok    Reach the device',
      '!     Certificate',
      'x     Sign in',
      '-     Session: The step before failed.',
    ]);
    expect(stdout).toContain(
      '      Tried:  one login\n      Means:  The password is wrong.\n      Click:  Control Panel > User',
    );
    expect(stdout).toContain('\nThe password is wrong.\n  Hint: ');
  });

  it('gives the report with --json', async () => {
    const ran = await run(['doctor', 'x', '--json'], { keeper: { doctor: () => Promise.resolve(report) } });
    expect(ran.exit).toBe(3);
    expect(jsonOf(ran)).toEqual({ ok: false, command: 'doctor', results: [report] });
  });

  it('signs in only with what it was given or can ask for', async () => {
    const asked: unknown[] = [];
    const keeper: Partial<Keeper> = {
      doctor: async (_, user, { credentials, given }) => {
        asked.push([given, await credentials(user)]);
        return { ...report, ok: true, error: undefined } as unknown as typeof report;
      },
    };
    await run(['doctor', 'x'], { keeper });
    await run(['doctor', 'x', '--user', 'u'], { keeper });
    await run(['doctor', 'x', '--user', 'u', '--password-stdin'], { keeper, stdin: 'pw\n' });
    await run(['doctor', 'x'], { keeper, answers: ['me\n', 'pw\r'] });
    expect(asked).toEqual([
      [false, undefined],
      [false, undefined],
      [true, { user: 'u', password: 'pw' }],
      [false, { user: 'me', password: 'pw' }],
    ]);
  });
});

describe('an error of the whole command', () => {
  it.each([
    ['home/unusable', { folder: '/root/x', reason: 'it is a file' }, 3],
    ['settings/damaged', { file: '/home/settings.json', reason: 'it ends too early' }, 3],
    ['usage/unknown-device', { name: 'Nobody' }, 2],
    ['cancelled', {}, 130],
    ['network/timeout', { host: 'router.lan', phase: 'TLS' }, 1],
  ] as const)('%s is one sentence, a hint and exit code', async (code, values, exit) => {
    const error = keepError(code, values as never, new Error('secret cause hunter2'));
    const openKeeper = (): Promise<never> => Promise.reject(error);
    const plain = await run(['list'], { openKeeper });
    expect(plain).toMatchObject({ exit, stdout: '', stderr: `${error.message}\n  Hint: ${error.hint}\n` });
    const json = await run(['list', '--json'], { openKeeper });
    expect(json).toMatchObject({ exit, stderr: '' });
    expect(jsonOf(json)).toEqual({ ok: false, command: 'list', results: [], error: reportOf(error) });
  });

  it('nobody foresaw shows neither its text nor its stack', async () => {
    const openKeeper = (): Promise<never> => Promise.reject(new TypeError('passwd=hunter2\n    at hunter2 (x.js:1:1)'));
    for (const env of [{}, { ROUTERKEEP_DEBUG: '1' }]) {
      const { exit, stdout, stderr } = await run(['list'], { openKeeper, env });
      expect(exit).toBe(1);
      expect(stdout + stderr).not.toContain('hunter2');
      expect(stderr).toContain('Something went wrong inside Routerkeep (TypeError).');
      if (!('ROUTERKEEP_DEBUG' in env)) expect(stderr).not.toMatch(/^ *at /m);
      else expect(stderr).toMatch(/^debug: TypeError$/m);
    }
  });
});
