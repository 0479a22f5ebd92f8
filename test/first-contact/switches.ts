import fc from 'fast-check';
import type { ErrorCode } from '../../shared/index.ts';
import { DOWNLOAD_FAULTS, PROFILES, type BehaviourChange, type Profile } from '../device-simulator/index.ts';

/** One thing in which devices differ, set to one of its values. */
export interface Setting {
  readonly name: string;
  readonly behaviour: BehaviourChange;
  /** What this setting may lead to instead of a backup. Empty: it must not matter. */
  readonly mayEndIn: readonly ErrorCode[];
  /** It makes a device fall silent: time-outs pass faster then. */
  readonly silent?: boolean;
  readonly wrongPassword?: boolean;
}

/** One device that was never met before. */
export interface Stranger {
  readonly profile: Profile;
  readonly settings: readonly Setting[];
}

type Switch = readonly [name: string, values: fc.Arbitrary<Omit<Setting, 'name'>>];

const harmless = (...values: readonly BehaviourChange[]): fc.Arbitrary<Omit<Setting, 'name'>> =>
  fc.constantFrom(...values.map((behaviour) => ({ behaviour, mayEndIn: [] })));

const ending = (
  mayEndIn: readonly ErrorCode[],
  ...values: readonly BehaviourChange[]
): fc.Arbitrary<Omit<Setting, 'name'>> => fc.constantFrom(...values.map((behaviour) => ({ behaviour, mayEndIn })));

const NO_ROUTER = { 'SYNO.Mesh.System.Info': null, 'SYNO.Core.NGFW.Traffic': null, 'SYNO.Wifi.Network.Setting': null };
const NO_IDENTITY = { 'SYNO.Mesh.System.Info': null, 'SYNO.DSM.Info': null, 'SYNO.Core.System': null };

/** Ways in which a device may be other than expected and has to be backed up all the same. */
const HARMLESS: readonly Switch[] = [
  [
    'encoding',
    harmless({ encoding: 'gzip' }, { encoding: 'deflate' }, { encoding: 'raw-deflate' }, { encoding: 'br' }),
  ],
  ['bodies', harmless({ bodies: 'chunked' }, { bodies: 'until-close' })],
  ['httpVersion', harmless({ httpVersion: '1.0' })],
  ['keepAlive', harmless({ keepAlive: false })],
  ['headerCase', harmless({ headerCase: 'lower' }, { headerCase: 'upper' })],
  ['pathPrefix', harmless({ pathPrefix: '/nas' }, { pathPrefix: '/home/router' })],
  ['pageTitle', harmless({ pageTitle: '' }, { pageTitle: 'Home' }, { pageTitle: 'DiskStation of the Router' })],
  ['contentType', harmless({ contentType: 'text/plain' }, { contentType: 'text/html' })],
  ['methodCase', harmless({ methodCase: 'exact' })],
  ['keyForm', harmless({ keyForm: 'hex' }, { keyForm: 'der' })],
  ['keyBits', harmless({ keyBits: 2048 }, { keyBits: 4096 })],
  ['cipherKey', harmless({ cipherKey: '__other' }, { cipherToken: '__time' })],
  ['clockOffsetSeconds', harmless({ clockOffsetSeconds: -86_400 * 365 }, { clockOffsetSeconds: 3_000 })],
  ['completion', harmless({ completion: 'finished' }, { completion: 'state-done' }, { completion: 'status-success' })],
  ['taskPolls', harmless({ taskPolls: 0 }, { taskPolls: 3 }, { taskPolls: 9 })],
  ['taskIds', harmless({ taskIds: 'path' }, { taskIds: 'odd' }, { taskIds: 'number' })],
  // After a lost session the work begins anew, while the task of before still runs.
  ['secondStart', ending(['device/busy'], { secondStart: 'same' }, { secondStart: 'busy' })],
  ['downloadAgain', harmless({ downloadAgain: 'gone' })],
  ['unknownTask', harmless({ unknownTask: 114 })],
  ['backupV2', harmless({ backupV2: true })],
  ['noSynoToken', harmless({ noSynoToken: true }, { noSynoToken: 'disabled' })],
  ['tokenRequired', harmless({ tokenRequired: false }, { tokenMissingCode: 105 })],
  ['duplicateLogin', harmless({ duplicateLogin: 'interrupts' })],
  ['plusIsLiteralInQuery', harmless({ plusIsLiteralInQuery: false })],
  ['idleMinutes', harmless({ idleMinutes: 1 }, { idleMinutes: 60 })],
  ['cipherTokenSeconds', harmless({ cipherTokenSeconds: 60 })],
  ['autoBlock', harmless({ autoBlock: null }, { autoBlock: { attempts: 3, minutes: 5, days: 1 } })],
  ['loginForms', harmless({ loginForms: 'either' })],
  ['sessionNames', harmless({ sessionNames: 'webui-only', loginForms: 'either' })],
  ['versionTooHigh', harmless({ versionTooHigh: 400 }, { versionTooHigh: 102 })],
  ['product', harmless({ apis: NO_ROUTER }, { apis: { ...NO_ROUTER, 'SYNO.Router.Config': api(1) } })],
  ['identity', harmless({ apis: NO_IDENTITY }, { listFactsAs: { serial: null, model: null, firmware: null } })],
  ['serial', harmless(...['0000000', '', 'unknown', '1234567890'].map((serial) => ({ listFactsAs: { serial } })))],
  ['encryption', harmless({ apis: { 'SYNO.API.Encryption': null }, loginForms: 'either' })],
  ['list', harmless(...[103, 104].map((code) => fault('list', 'error', { code })))],
  ['initdata', harmless({ apis: { 'SYNO.Core.Desktop.Initdata': null } }, fault('initdata', 'html'))],
  ['words', harmless(...finishedWords())],
  // One file is tried; where just that one was broken, the task is waited for in vain, and its words are told.
  ['words-unknown', ending(['task/timeout'], unknownWords('frobnicated'), unknownWords(17))],
  [
    'passing',
    harmless(...['cut', 'short', 'html', 'json-error', 'empty', 'random', 'cut-archive', 'not-tar'].map(once)),
  ],
  ['download-form', harmless(...['chunked', 'until-close', 'no-disposition', 'disposition-path'].map(always))],
  // Where the form of the sign-in took two already, no third is made: that is said.
  ['session', ending(['session/lost'], ...([106, 107, 119, 150] as const).map((code) => lost('status', code, 'once')))],
];

/** Ways that end in an error, which has to name them. */
const ENDING: readonly Switch[] = [
  [
    'wrong-password',
    fc.constant({ behaviour: {}, mayEndIn: ['auth/refused', 'auth/no-permission'], wrongPassword: true }),
  ],
  ...(
    [
      [400, 'auth/refused'],
      [401, 'auth/disabled'],
      [402, 'auth/no-permission'],
      [405, 'auth/no-permission'],
      [406, 'auth/code-setup-needed'],
      [407, 'auth/blocked'],
      [409, 'auth/password-expired'],
      [411, 'auth/locked'],
    ] as const
  ).map(([loginAnswer, code]): Switch => [`login-${loginAnswer}`, ending([code], { loginAnswer })]),
  [
    'code',
    ending(['auth/code-needed'], { twoFactor: { code: '246810', named: true } }, { twoFactor: { code: '246810' } }),
  ],
  [
    'approval',
    ending(['auth/approval-needed', 'auth/code-needed'], { twoFactor: { code: '1', kinds: ['fido'], named: true } }),
  ],
  [
    'ordinary-user',
    ending(['auth/no-permission', 'auth/refused'], { ordinaryUserAtLogin: 402 }, { ordinaryUserAtLogin: 400 }),
  ],
  ['rights', ending(['auth/no-permission'], { nonAdmin: 105 })],
  // Where `list` is missing too, 117 is "busy" or "no right", and the sentence says both.
  ['rights-117', ending(['auth/no-permission', 'device/busy'], { nonAdmin: 117 })],
  ['no-api', ending(['device/no-backup-api'], { apis: { 'SYNO.Backup.Config.Backup': null } })],
  [
    'restarting',
    ending(['device/unexpected-answer'], ...[102, 103, 104].map((code) => fault('start', 'error', { code }))),
  ],
  ['busy', ending(['device/busy'], { startAnswer: 'busy' }, fault('start', 'error', { code: 118 }))],
  ['no-task', ending(['device/unexpected-answer'], { startAnswer: 'no-task-id' }, { startAnswer: 'empty-task-id' })],
  [
    'task-failed',
    ending(
      ['task/failed'],
      ...(['error-100', 'state-fail', 'data-error'] as const).map((taskFailure) => ({ taskFailure })),
    ),
  ],
  ['task-never-ends', ending(['task/timeout'], { taskPolls: 'never' })],
  ['session-always', ending(['session/lost'], lost('status', 119, 'always'), lost('start', 107, 'always'))],
  [
    'front',
    ending(
      ['device/unexpected-answer'],
      ...[401, 403, 429, 502, 503].map((code) => fault('query', 'status', { code })),
    ),
  ],
  ['stranger', ending(['device/not-synology'], fault('query', 'status', { code: 404 }), fault('query', 'array'))],
  [
    'starting',
    ending(
      ['device/unexpected-answer'],
      fault('query', 'boot-page'),
      fault('query', 'no-body'),
      fault('query', 'broken-json'),
    ),
  ],
  ['redirect', ending(['http/redirected'], { redirect: { to: 'https://router.example:8001', status: 302 } })],
  [
    'handshake',
    ending(
      ['network/reset', 'device/not-synology', 'device/unexpected-answer'],
      { handshake: 'reset' },
      { handshake: 'not-tls' },
    ),
  ],
  [
    'nonsense',
    ending(
      ['device/unexpected-answer'],
      ...(['html', 'null', 'no-body', 'broken-json'] as const).map((kind) => fault('start', kind)),
    ),
  ],
  ['cut', ending(['network/reset'], fault('start', 'reset'), fault('status', 'reset'))],
  [
    'silence',
    fc.constantFrom(
      ...['query', 'start', 'status'].map((at) => ({
        behaviour: fault(at, 'stall'),
        mayEndIn: ['network/timeout'] as const,
        silent: true,
      })),
    ),
  ],
  [
    'download-broken',
    ending(['download/incomplete', 'network/reset'], ...['short', 'empty', 'cut-on-the-way'].map(always)),
  ],
  // By HTTP/1.0 the end of the connection is the end of the file: only the archive tells then.
  [
    'download-cut',
    ending(['download/incomplete', 'network/reset', 'archive/damaged', 'archive/incomplete'], always('cut')),
  ],
  ['download-talk', ending(['task/failed', 'device/unexpected-answer'], ...['json-error', 'html'].map(always))],
  [
    'archive',
    ending(
      ['archive/not-an-archive', 'archive/damaged', 'archive/incomplete'],
      ...['random', 'not-tar', 'broken-database'].map(always),
    ),
  ],
];

function api(maxVersion: number): { path: string; minVersion: number; maxVersion: number } {
  return { path: 'entry.cgi', minVersion: 1, maxVersion };
}

type Fault = NonNullable<BehaviourChange['faults']>[number];

function fault(at: string, kind: Fault['kind'], more: Partial<Fault> = {}): BehaviourChange {
  return { faults: [{ at, kind, ...more }] };
}

function lost(at: string, code: 106 | 107 | 119 | 150, times: 'once' | 'always'): BehaviourChange {
  return { expireSessionAt: { at, code, times } };
}

function once(name: string): BehaviourChange {
  return { download: { fault: downloadFault(name), times: 'once' } };
}

function always(name: string): BehaviourChange {
  return { download: { fault: downloadFault(name) } };
}

function downloadFault(name: string): (typeof DOWNLOAD_FAULTS)[number] {
  const found = DOWNLOAD_FAULTS.find((candidate) => candidate === name);
  if (found === undefined) throw new Error(`no such fault: ${name}`);
  return found;
}

function finishedWords(): readonly BehaviourChange[] {
  const words = [{ finish: 1 }, { finish: 'true' }, { state: 'COMPLETED' }, { status: 'ok' }, { progress: 100 }];
  return words.map((word) => ({
    statusData: { running: { state: 'running' }, finished: { ...word, error: 'No error', errors: [{ code: 0 }] } },
  }));
}

function unknownWords(state: string | number): BehaviourChange {
  return { statusData: { running: { state: 'running' }, finished: { state } } };
}

/** How many switches there are, the profile included. */
export const SWITCHES = HARMLESS.length + ENDING.length + 1;

/** Settings that only matter together with others: each is one switch, and two of a device never contradict each other. */
const settingOf = ([name, values]: Switch): fc.Arbitrary<Setting> => values.map((value) => ({ name, ...value }));

/** A device with some harmless settings, and in half of all cases one that ends in an error. */
export const strangers: fc.Arbitrary<Stranger> = fc
  .record({
    profile: fc.constantFrom(...PROFILES),
    harmless: fc
      .subarray([...HARMLESS], { minLength: 0, maxLength: 8 })
      .chain((some) => fc.tuple(...some.map(settingOf))),
    ending: fc.option(fc.constantFrom(...ENDING).chain(settingOf), { nil: undefined, freq: 2 }),
  })
  .map(({ profile, harmless: some, ending: last }) => ({
    profile,
    settings: (last === undefined ? some : [...some, last]).filter((setting) => fits(profile, setting)),
  }));

/** The family SYNO.Router stands in the lists of routers alone (docs/protocol.md): no NAS has it. */
function fits(profile: Profile, { behaviour }: Setting): boolean {
  return profile.startsWith('srm') || !('SYNO.Router.Config' in (behaviour.apis ?? {}));
}
