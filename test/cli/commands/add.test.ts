import { describe, expect, it } from 'vitest';
import type { AddQuestions, AddRequest, AddResult, Keeper } from '../../../electron/keeper/types.ts';
import { keepError, reportOf } from '../../../shared/index.ts';
import { backedUp, deviceView, FINGERPRINT, probeReport, refused } from '../fake-keeper.ts';
import { jsonOf, run } from '../run.ts';
import { injects } from '../../faults/index.ts';

const ADD = ['add', '192.168.1.1', '--user', 'backup'];

/** A keeper that asks what the test wants asked, and keeps what it was told. */
function adding(
  ask: (questions: AddQuestions) => Promise<unknown> = (questions) => questions.password(),
  result: AddResult = { device: deviceView(), backup: backedUp({ changed: null }), advice: [] },
): { keeper: Partial<Keeper>; requests: AddRequest[]; answers: unknown[] } {
  const requests: AddRequest[] = [];
  const answers: unknown[] = [];
  return {
    requests,
    answers,
    keeper: {
      addDevice: async (request, questions) => {
        requests.push(request);
        answers.push(await ask(questions));
        return result;
      },
    },
  };
}

describe('add', () => {
  it('passes on what was given, paths made absolute, the fingerprint in digits', async () => {
    const { keeper, requests } = adding();
    const options = ['--name', ' Office router ', '--otp', '123 456', '--vault', 'backups', '--group', 'branch'];
    const fingerprint = ['--fingerprint', 'AB:'.repeat(31) + 'AB'];
    await run([...ADD, ...options, ...fingerprint, '--allow-http', '--no-backup', '--password-stdin'], {
      keeper,
      stdin: 'pw\n',
    });
    await run([...ADD, '--password-stdin'], { keeper, stdin: 'pw\n' });
    expect(requests).toEqual([
      {
        address: '192.168.1.1',
        user: 'backup',
        name: 'Office router',
        code: '123456',
        fingerprint: FINGERPRINT,
        allowHttp: true,
        vault: '/srv/backups',
        group: 'branch',
        backUp: false,
      },
      { address: '192.168.1.1', user: 'backup', allowHttp: false, backUp: true },
    ]);
  });

  it('says what was added and how its first backup went', async () => {
    const { keeper } = adding();
    const { exit, stdout } = await run([...ADD, '--password-stdin'], { keeper, stdin: 'pw' });
    expect(exit).toBe(0);
    expect(stdout).toContain('Office router: added (SRM RT6600ax at 192.168.1.1:8001)\n');
    expect(stdout).toContain('Office router: backed up, verified, 92 KB, the first backup\n');
  });

  it('gives device and backup in one result with --json', async () => {
    const { keeper } = adding();
    const ran = await run([...ADD, '--password-stdin', '--json'], { keeper, stdin: 'pw' });
    const { name, ...facts } = deviceView();
    expect(jsonOf(ran)).toEqual({
      ok: true,
      command: 'add',
      results: [{ device: name, ...facts, backup: backedUp({ changed: null }), advice: [] }],
    });
  });

  it.each([
    ['its first backup failed', { device: deviceView(), backup: refused('Office router'), advice: [] }, 1],
    [
      'its first backup was cut short',
      {
        device: deviceView(),
        backup: { device: 'x', ok: false, durationMs: 1, error: reportOf(keepError('cancelled', {})) },
        advice: [],
      },
      130,
    ],
    [
      'it will ask for a code every night',
      {
        device: deviceView({ needsYou: reportOf(keepError('auth/code-needed', { host: 'h', user: 'u' })) }),
        backup: backedUp(),
        advice: ['Use an account without codes.'],
      },
      3,
    ],
  ] as const)('ends truthfully when %s', async (_, result, exit) => {
    const { keeper } = adding(undefined, result);
    const ran = await run([...ADD, '--password-stdin'], { keeper, stdin: 'pw' });
    expect(ran.exit).toBe(exit);
    expect(ran.stdout).toContain('Office router: added');
    for (const sentence of result.advice) expect(ran.stderr).toContain(`Note: ${sentence}`);
    const json = await run([...ADD, '--password-stdin', '--json'], { keeper, stdin: 'pw' });
    expect(jsonOf(json).ok).toBe(false);
  });

  it('bothers no device before there is a password', async () => {
    const { keeper, requests } = adding();
    for (const stdin of ['', '\n', '\r\n']) {
      const { exit, stderr } = await run([...ADD, '--password-stdin'], { keeper, stdin });
      expect(exit).toBe(2);
      expect(stderr).toContain('The password is empty.');
    }
    const { exit, stderr } = await run(ADD, { keeper });
    expect(exit).toBe(2);
    expect(stderr).toContain('there is no terminal to ask at');
    expect(requests).toEqual([]);
  });

  it('tells a sentence before the first backup on standard error', async () => {
    const { keeper } = adding((questions) => {
      questions.tell('The folder lies in a synced place.');
      return Promise.resolve();
    });
    const { stderr } = await run([...ADD, '--password-stdin', '--json'], { keeper, stdin: 'pw' });
    expect(stderr).toBe('Note: The folder lies in a synced place.\n');
  });
});

describe('the question of trust', () => {
  const trusting = (): ReturnType<typeof adding> => adding((questions) => questions.trust(probeReport()));

  it('shows everything a person can compare, and takes only a yes', async () => {
    for (const [answer, trusted] of [
      ['y\n', true],
      ['YES\r\n', true],
      ['\n', false],
      ['n\n', false],
      ['ya\n', false],
    ] as const) {
      const { keeper, answers } = trusting();
      const { stderr, stdout } = await run(ADD, { keeper, answers: [answer] });
      expect(answers).toEqual([trusted]);
      expect(stdout).not.toContain('SHA-256');
      for (const shown of [
        'Synology router (SRM)',
        'https://192.168.1.1:8001 (answered by 192.168.1.1)',
        'CN=Synology Inc. CA',
        '1 Jan 2026 to 1 Jan 2045',
        'Control Panel > Services > Certificate',
      ]) {
        expect(stderr).toContain(shown);
      }
      expect(stderr.replace(/\s/g, '')).toContain('AB:'.repeat(31) + 'AB');
      for (const line of stderr.split('\n').slice(0, -3)) expect(line.length).toBeLessThanOrEqual(100);
    }
  });

  it('is an error with the fingerprint where nobody is there to answer', async (context) => {
    const fault = injects(context, 'terminal/no-terminal');
    const { keeper, answers } = trusting();
    const ran = await run([...ADD, '--password-stdin', '--json'], { keeper, stdin: 'pw' });
    expect(ran.exit).toBe(3);
    expect(answers).toEqual([]);
    expect(jsonOf(ran).error).toMatchObject({ code: 'tls/untrusted' });
    expect(jsonOf(ran).error?.message).toContain('AB:'.repeat(31) + 'AB');
    fault.fired();
  });

  it('is cancelled by the signal', async () => {
    const { keeper, answers } = trusting();
    const controller = new AbortController();
    const ran = run(ADD, { keeper, answers: [], signal: controller.signal });
    await Promise.resolve();
    controller.abort();
    expect((await ran).exit).toBe(130);
    expect(answers).toEqual([]);
  });
});

describe('a one-time code', () => {
  it('is asked for only at a terminal; nothing typed gives up', async () => {
    const asking = (): ReturnType<typeof adding> => adding((questions) => questions.code(false));
    const typed = asking();
    await run(ADD, { keeper: typed.keeper, answers: ['123 456\n'] });
    const given = asking();
    await run(ADD, { keeper: given.keeper, answers: ['\n'] });
    const alone = asking();
    await run([...ADD, '--password-stdin'], { keeper: alone.keeper, stdin: 'pw' });
    expect([typed.answers, given.answers, alone.answers]).toEqual([['123456'], [undefined], [undefined]]);
  });

  it('says that the last one was not accepted', async () => {
    const { keeper } = adding((questions) => questions.code(true));
    const { stderr } = await run(ADD, { keeper, answers: ['654321\n'] });
    expect(stderr).toContain('did not accept it');
  });
});
