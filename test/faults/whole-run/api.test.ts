import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/index.ts';
import type { BehaviourChange, Profile, Simulator } from '../../device-simulator/index.ts';
import { injects, type FaultName } from '../index.ts';
import { backUp, failureOf, never } from '../../keeper/harness.ts';
import { begin, expectNoSecretOnDisk, survive, type Trial } from './ordeal.ts';
import { isLogin, isLogout, PHASES, trialOf } from './phases.ts';

/** What the device did in a way that it was told to: it answered calls. */
const answers = ({ requests }: Simulator): number => requests.filter(({ code }) => code === 0).length;
const asks =
  (method: string) =>
  ({ requests }: Simulator): number =>
    requests.filter((request) => request.method === method).length;

const SESSION_CODES = [106, 107, 119, 150] as const;

describe('a session that is lost', { timeout: 600_000 }, () => {
  it.for(SESSION_CODES)('with %i at any call costs one new login, and twice the run', async (code, context) => {
    const fault = injects(context, 'api/session-lost');
    const ordeal = await begin();
    for (const at of ['SYNO.Mesh.System.Info.get', 'start', 'status', 'download']) {
      for (const [times, ends] of [['once', 'verified'] as const, ['always', 'session/lost'] as const]) {
        const expireSessionAt = { at, code, times };
        const proof = /^expireSession/;
        fault.fired(await survive(ordeal, { fault: { expireSessionAt }, ends, logins: 2, proof }));
      }
    }
    await expectNoSecretOnDisk(ordeal);
  });
});

/** What a number means at a call, protocol.md 1.8. */
function endOf(code: number, at: string): Trial['ends'] {
  if (isLogout(at)) return 'verified';
  if (code === 118) return 'device/busy';
  if (at.endsWith('.query')) return 'device/unexpected-answer';
  // Who the device is may be withheld.
  if (at.includes('System.Info')) return [103, 105, 117].includes(code) ? 'verified' : 'device/unexpected-answer';
  if (code === 105) return 'auth/no-permission';
  if (code === 117 && (at === 'start' || isLogin(at))) return 'device/busy';
  // A number that nobody knows is the refusal of a credential: to try again might block the address.
  if (code === 4711 && isLogin(at)) return 'auth/refused';
  if (!['start', 'status', 'download'].includes(at)) return 'device/unexpected-answer';
  return code === 103 ? 'device/unexpected-answer' : 'task/failed';
}

describe('a call that is refused', { timeout: 600_000 }, () => {
  it.for([100, 103, 105, 117, 118, 120, 4711])(
    'with %i, at each call in turn, ends that run alone',
    async (code, context) => {
      const fault = injects(context, 'api/any-number');
      const ordeal = await begin();
      for (const at of PHASES[0]?.[1] ?? []) {
        fault.fired(await survive(ordeal, trialOf('error', at, endOf(code, at), code)));
      }
    },
  );
});

const REFUSALS = [
  [400, 'auth/refused'],
  [401, 'auth/disabled'],
  [402, 'auth/no-permission'],
  [403, 'auth/code-needed'],
  [404, 'auth/code-wrong'],
  [405, 'auth/no-permission'],
  [406, 'auth/code-setup-needed'],
  [407, 'auth/blocked'],
  [408, 'auth/password-expired'],
  [409, 'auth/password-expired'],
  [410, 'auth/password-expired'],
  [411, 'auth/locked'],
] as const;

describe('a sign-in that is refused', { timeout: 600_000 }, () => {
  it.for(['srm-strict', 'dsm5'] as const)(
    'with any code, by %s, is one attempt, and then waits for the user',
    async (profile, context) => {
      const fault = injects(context, 'api/sign-in-refused');
      const ordeal = await begin(profile);
      for (const [code, ends] of REFUSALS) {
        fault.fired(await survive(ordeal, { fault: { loginAnswer: code }, ends, proof: /^loginAnswer/ }));
      }
      await expectNoSecretOnDisk(ordeal);
    },
  );

  it('never adds up to a block of the address, however often somebody mistypes', async (context) => {
    const fault = injects(context, 'api/auto-block', 'api/sign-in-refused');
    const { bench, device, clock } = await begin();
    device.forget();
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      const typed = { password: `mistyped ${attempt}` };
      const error = await failureOf(bench.keeper.changePassword('Office', typed, never()));
      expect(error.code).toBe(attempt <= 8 ? 'auth/refused' : 'auth/blocked');
    }
    expect(device.counters.failedLogins).toBe(8);
    fault.fired(device.counters.failedLogins);
    // It works on meanwhile, with the password that is stored.
    clock.advance(600_001);
    expect(await backUp(bench)).toMatchObject({ ok: true });
    expect(device.fired).not.toContain('autoBlock');
  });
});

interface Variation {
  readonly name: FaultName;
  readonly fault: BehaviourChange;
  readonly ends: 'verified' | ErrorCode;
  readonly proof: Trial['proof'];
  readonly profile?: Profile;
  readonly logins?: number;
}

const missing = (api: string): BehaviourChange => ({ apis: { [api]: null } });
const onlyVersions = (api: string, minVersion: number, maxVersion: number): BehaviourChange => ({
  apis: { [api]: { path: 'entry.cgi', minVersion, maxVersion } },
});
const BACKUP = 'SYNO.Backup.Config.Backup';
const TEN_YEARS = 315_360_000;

const VARIATIONS: readonly Variation[] = [
  { name: 'api/no-privilege', fault: { nonAdmin: 105 }, ends: 'auth/no-permission', proof: asks('start') },
  { name: 'api/no-privilege', fault: { nonAdmin: 117 }, ends: 'auth/no-permission', proof: asks('list') },
  { name: 'api/api-missing', fault: missing(BACKUP), ends: 'device/no-backup-api', proof: asks('query'), logins: 0 },
  { name: 'api/api-missing', fault: missing('SYNO.API.Encryption'), ends: 'auth/refused', proof: asks('query') },
  {
    name: 'api/api-missing',
    fault: missing('SYNO.API.Encryption'),
    ends: 'verified',
    proof: asks('query'),
    profile: 'dsm7',
  },
  { name: 'api/api-missing', fault: missing('SYNO.Mesh.System.Info'), ends: 'verified', proof: asks('query') },
  {
    name: 'api/version-missing',
    fault: onlyVersions(BACKUP, 8, 9),
    ends: 'device/no-backup-api',
    proof: asks('query'),
    logins: 0,
  },
  {
    name: 'api/version-missing',
    fault: onlyVersions('SYNO.Mesh.System.Info', 8, 9),
    ends: 'verified',
    proof: asks('query'),
  },
  {
    name: 'api/no-task-id',
    fault: { startAnswer: 'no-task-id' },
    ends: 'device/unexpected-answer',
    proof: /^startAnswer/,
  },
  {
    name: 'api/no-task-id',
    fault: { startAnswer: 'empty-task-id' },
    ends: 'device/unexpected-answer',
    proof: /^startAnswer/,
  },
  { name: 'api/busy', fault: { startAnswer: 'busy' }, ends: 'device/busy', proof: /^startAnswer/ },
  { name: 'api/task-never-ends', fault: { taskPolls: 'never' }, ends: 'task/timeout', proof: asks('status') },
  ...(['error-100', 'error-117', 'state-fail', 'data-error'] as const).map((taskFailure) => ({
    name: 'api/task-failed' as const,
    fault: { taskFailure },
    ends: 'task/failed' as const,
    proof: asks('status'),
  })),
  ...([120, 114] as const).flatMap((code) =>
    ['status', 'download'].map((at) => ({
      name: 'api/task-unknown' as const,
      fault: { faults: [{ at, kind: 'error' as const, code }] },
      ends: 'task/failed' as const,
      proof: /^faults:error/,
    })),
  ),
  ...(['path', 'odd', 'number'] as const).map((taskIds) => ({
    name: 'api/odd-task-id' as const,
    fault: { taskIds },
    ends: 'verified' as const,
    proof: asks('download'),
  })),
  ...(['finish', 'finished', 'state', 'state-done', 'status-success'] as const).map((completion) => ({
    name: 'api/task-forms' as const,
    fault: { completion },
    ends: 'verified' as const,
    proof: asks('download'),
  })),
  ...([true, 'disabled'] as const).map((noSynoToken) => ({
    name: 'api/no-syno-token' as const,
    fault: { noSynoToken },
    ends: 'verified' as const,
    proof: /^noSynoToken/,
  })),
  ...(['hex', 'der'] as const).map((keyForm) => ({
    name: 'api/key-forms' as const,
    fault: { keyForm },
    ends: 'verified' as const,
    proof: asks('getinfo'),
  })),
  {
    name: 'api/key-other-fields',
    fault: { cipherKey: 'Zx cipher/ü', cipherToken: 'tok&en=' },
    ends: 'verified',
    proof: asks('getinfo'),
  },
  { name: 'api/key-2048', fault: { keyBits: 2048 }, ends: 'verified', proof: asks('getinfo') },
  ...[TEN_YEARS, -TEN_YEARS, -1_790_000_000].map((clockOffsetSeconds) => ({
    name: 'api/device-clock-off' as const,
    fault: { clockOffsetSeconds },
    ends: 'verified' as const,
    proof: answers,
  })),
];

describe('a device that is other than most', { timeout: 600_000 }, () => {
  const names = [...new Set(VARIATIONS.map(({ name }) => name))];
  it.for(names)('does not confuse a backup: %s', async (name, context) => {
    const fault = injects(context, name);
    const variations = VARIATIONS.filter((variation) => variation.name === name);
    for (const profile of new Set(variations.map((each) => each.profile))) {
      const ordeal = await begin(profile);
      for (const trial of variations.filter((each) => each.profile === profile)) {
        fault.fired(await survive(ordeal, trial));
      }
    }
  });
});
