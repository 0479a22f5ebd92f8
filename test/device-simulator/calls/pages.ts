import { htmlAnswer, jsonAnswer, type Answer } from '../answer.ts';
import { isAllowedPage } from '../allowed-calls.ts';
import type { Device } from '../device.ts';
import { checkSession, sidOf } from '../session-check.ts';
import { DISABLED_TOKEN } from '../sessions.ts';
import type { Incoming } from '../wire/incoming.ts';
import { initdata } from './identity.ts';
import { judgeLogin } from './judge-login.ts';

/** The pages of /webman/, protocol.md 2.2. Their programs exist up to DSM 6; SRM and DSM 7 show their start page only. */
export function answerPage(incoming: Incoming, device: Device): Answer {
  if (!isAllowedPage(incoming.path)) device.log.outOfTable.push(`page ${incoming.path}`);
  const hasPrograms = device.profile === 'dsm5' || device.profile === 'dsm6';
  switch (hasPrograms ? incoming.path : 'none') {
    case '/webman/login.cgi':
      return login(incoming, device);
    case '/webman/logout.cgi':
      return logout(incoming, device);
    case '/webman/modules/authenticate.cgi':
      return authenticate(incoming, device);
    case '/webman/initdata.cgi':
      return initdataPage(incoming, device);
  }
  const start = ['/', '/index.html', '/webman/index.cgi'].includes(incoming.path);
  return start
    ? htmlAnswer(200, device.behaviour.pageTitle ?? startTitle(device))
    : htmlAnswer(404, 'Sorry, the page you are looking for is not found.');
}

/** I: the host name, then what the device is. */
function startTitle({ hostName, facts }: Device): string {
  return `${hostName} - ${facts.os === 'SRM' ? 'Synology Router' : 'Synology DiskStation'}`;
}

/** C two clients of DSM 4 and 5: `error_cantlogin`, `error_expired`, `error_noprivilege`; the others by I. */
const REASONS: Readonly<Record<number, string>> = {
  400: 'error_cantlogin',
  401: 'error_expired',
  402: 'error_noprivilege',
  403: 'error_otp_require',
  404: 'error_otp_err',
  405: 'error_noprivilege',
  406: 'error_otp_enforced',
  407: 'error_max_tries',
  408: 'error_pwd_expired',
  409: 'error_pwd_expired',
  410: 'error_pwd_mustchange',
  411: 'error_acct_lock',
};

/** R php-note: `{"SynoToken","result":"success","success":true}` and the cookie `id`. */
function login(incoming: Incoming, device: Device): Answer {
  const { params } = incoming;
  // R vendor's developer guide: without credentials, and signed in, the page tells the token of the session.
  const standing = device.sessions.find(sidOf(incoming)?.value, incoming.address);
  if (!params.has('username') && incoming.envelopeProblem === undefined && typeof standing !== 'number') {
    return jsonAnswer(device, { SynoToken: standing.token ?? DISABLED_TOKEN, result: 'success', success: true }, 0);
  }
  const verdict = judgeLogin(
    {
      address: incoming.address,
      account: params.get('username') ?? '',
      password: params.get('passwd'),
      passwordFrom: incoming.from.get('passwd'),
      envelopeProblem: incoming.envelopeProblem,
      sessionName: undefined,
      otp: params.get('OTPcode') ?? params.get('otp_code'),
      deviceToken: undefined,
      deviceName: undefined,
      wantsDeviceToken: false,
    },
    device,
  );
  if (!verdict.ok) {
    const reason = REASONS[verdict.code] ?? 'error_system';
    return jsonAnswer(device, { reason, result: 'error', success: false }, verdict.code);
  }
  // Calls of this session need its token, also where the login did not ask for it: the page tells it later.
  const session = device.sessions.open(device.user, incoming.address, device.behaviour.noSynoToken === false);
  const token = device.behaviour.noSynoToken === 'disabled' ? DISABLED_TOKEN : session.token;
  const told = params.get('enable_syno_token') === 'yes' && token !== undefined;
  if (session.token === undefined) device.log.fired.push('noSynoToken');
  return jsonAnswer(device, { ...(told ? { SynoToken: token } : {}), result: 'success', success: true }, 0, [
    `id=${session.sid};path=/`,
  ]);
}

function logout(incoming: Incoming, device: Device): Answer {
  const session = checkSession(incoming, device);
  if (typeof session !== 'number') {
    device.sessions.end(session.sid, 119);
    device.log.counters.logouts += 1;
  }
  return jsonAnswer(device, { success: true }, 0);
}

/** R vendor's developer guide: the user name, or nothing at all. */
function authenticate(incoming: Incoming, device: Device): Answer {
  const session = checkSession(incoming, device);
  const user = typeof session === 'number' ? '' : `${session.user}\n`;
  return { status: 200, headers: { 'Content-Type': 'text/plain; charset="UTF-8"' }, body: Buffer.from(user) };
}

/** C third-party packages for DSM before 6: the same as Initdata's `data`, without the envelope of the web API. */
function initdataPage(incoming: Incoming, device: Device): Answer {
  const session = checkSession(incoming, device);
  if (typeof session === 'number') return jsonAnswer(device, { Session: { isLogined: false } }, 0);
  return jsonAnswer(device, initdata(device, session.user), 0);
}
