import type { Behaviour } from './behaviour.ts';
import type { Profile } from './profiles.ts';

/** What all devices have in common. */
const COMMON: Behaviour = {
  loginAnswer: null,
  loginForms: 'either',
  formRefusedCode: 400,
  sessionNames: 'any',
  // R issue N4S4/synology-api#85.
  versionTooHigh: 104,
  loginFromVersion: 1,
  reducedBelowVersion: null,
  ordinaryUserAtLogin: null,
  // R sample archive: AutoBlock_attempts 10, attemptMin 5, expiredDay 1.
  autoBlock: { attempts: 10, minutes: 5, days: 1 },
  twoFactor: null,
  nonAdmin: null,
  // DSM's default; SRM has the same key.
  idleMinutes: 15,
  duplicateLogin: 'allowed',
  expireSessionAt: null,
  tokenRequired: true,
  tokenMissingCode: 119,
  noSynoToken: false,
  contentType: 'application/json',
  // R aerialls f28ab1f, R mib1185#260: query strings only; nobody reports it for bodies.
  plusIsLiteralInQuery: true,
  methodCase: 'either',
  keyForm: 'as-asked',
  keyBits: 4096,
  // R aerialls tests/payload.py.
  cipherKey: '__cIpHeRtExT',
  cipherToken: '__cIpHeRtOkEn',
  // R protocol.md 1.4: CIPHERTOKEN_VALID_DURATION.
  cipherTokenSeconds: 360,
  clockOffsetSeconds: 0,
  apis: {},
  completion: 'finish',
  taskPolls: 1,
  taskMs: 0,
  taskFailure: null,
  taskIds: 'plain',
  startAnswer: 'task',
  unknownTask: 120,
  secondStart: 'new',
  downloadAgain: 'allowed',
  backupV2: false,
  download: null,
  unfamiliar: [],
  redirect: null,
  pathPrefix: '',
  listFactsAs: {},
  statusData: null,
  encoding: 'identity',
  bodies: 'whole',
  httpVersion: '1.1',
  keepAlive: true,
  headerCase: 'usual',
  pageTitle: null,
  faults: [],
  handshake: 'normal',
};

/** How a profile behaves when nothing is switched, protocol.md section 6. */
export function defaultBehaviour(profile: Profile): Behaviour {
  switch (profile) {
    case 'srm-strict':
      // R report: only the envelope, only webui, higher versions answer 400, `state: 'finish'`.
      return {
        ...COMMON,
        loginForms: 'envelope-only',
        sessionNames: 'webui-only',
        versionTooHigh: 400,
        completion: 'state',
        contentType: 'text/plain',
      };
    case 'srm-lenient':
      return { ...COMMON, contentType: 'text/plain' };
    case 'srm-1.3.2':
      // R pvulgaris/synology-cli: clear text over TLS, no session name; a version beyond the list answers 102. That the
      // envelope is refused is the stricter of two possible pictures (I): clients that are known to work there send none.
      return { ...COMMON, loginForms: 'clear-only', versionTooHigh: 102, contentType: 'text/plain', idleMinutes: 9 };
    case 'dsm5':
      return { ...COMMON, contentType: 'text/html' };
    case 'dsm6':
      return { ...COMMON, loginFromVersion: 2 };
    case 'dsm7':
      // I from mikespub docs/API.json: versions 1 and 2 list only `logout`.
      return { ...COMMON, loginFromVersion: 3, backupV2: true };
    case 'dsm7.4':
      // R math65/dsmaccess: a session of version 6 has reduced rights, one of version 7 is whole.
      return { ...COMMON, loginFromVersion: 3, backupV2: true, reducedBelowVersion: 7 };
  }
}
