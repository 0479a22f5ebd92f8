import { fail, ok, type Result } from '../answer.ts';
import type { Device } from '../device.ts';
import { lacksToken, sidOf } from '../session-check.ts';
import { DISABLED_TOKEN } from '../sessions.ts';
import type { Call, Methods } from './call.ts';
import { judgeLogin } from './judge-login.ts';

/** SYNO.API.Auth, protocol.md 1.2 and 1.7. */
export const auth: Methods = {
  login: { needs: 'nothing', handle: login },
  logout: { needs: 'nothing', handle: logout },
};

/** R math65/dsmaccess: which kinds of sign-in an account has. The form of the list is I. */
export const authType: Methods = {
  get: {
    needs: 'nothing',
    handle: (_, device) => {
      const kinds = device.behaviour.twoFactor?.kinds ?? [];
      return ok([{ type: 'passwd' }, ...kinds.map((type) => ({ type }))]);
    },
  },
};

function login(call: Call, device: Device): Result {
  const { params, incoming } = call;
  const verdict = judgeLogin(
    {
      address: incoming.address,
      account: params.get('account') ?? '',
      password: params.get('passwd'),
      passwordFrom: incoming.from.get('passwd'),
      envelopeProblem: incoming.envelopeProblem,
      sessionName: params.get('session') ?? '',
      otp: params.get('otp_code'),
      deviceToken: params.get('device_id') ?? incoming.cookies.get('did'),
      deviceName: params.get('device_name'),
      // C mib1185/py-synologydsm-api: `did` from version 6 on, `device_id` from 7. SRM, which ends at 3, gives none.
      wantsDeviceToken: params.get('enable_device_token') === 'yes' && call.version >= 6,
    },
    device,
  );
  if (!verdict.ok) {
    const { twoFactor } = device.behaviour;
    // R home-assistant/core#54238.
    const types = verdict.code === 403 && twoFactor?.named === true ? twoFactor.kinds.map((type) => ({ type })) : [];
    return types.length === 0 ? fail(verdict.code) : fail(verdict.code, { token: 'x'.repeat(20), types });
  }

  const asksToken = params.get('enable_syno_token') === 'yes' && call.version >= 3;
  const { noSynoToken } = device.behaviour;
  const session = device.sessions.open(device.user, incoming.address, asksToken && noSynoToken === false, call.version);
  if (asksToken && noSynoToken !== false) device.log.fired.push('noSynoToken');
  const shownToken = asksToken && noSynoToken === 'disabled' ? DISABLED_TOKEN : session.token;
  const token = verdict.newDeviceToken;
  return {
    kind: 'data',
    data: {
      ...(call.version >= 7 ? { account: device.user } : {}),
      ...(token === undefined ? {} : call.version >= 7 ? { device_id: token } : { did: token }),
      ...(device.facts.os === 'DSM' ? { is_portal_port: false } : {}),
      sid: session.sid,
      ...(shownToken === undefined ? {} : { synotoken: shownToken }),
    },
    cookies: [
      ...(params.get('format') === 'sid' ? [] : [`id=${session.sid};path=/`]),
      // R hacf-fr/synologydsm-api PR #53: 30 days, HttpOnly.
      ...(token === undefined ? [] : [`did=${token};Max-Age=2592000;HttpOnly;path=/`]),
    ],
  };
}

/** T: a logout without a session id is answered with success, and ends nothing. */
function logout(call: Call, device: Device): Result {
  const session = device.sessions.find(sidOf(call.incoming)?.value, call.incoming.address);
  if (typeof session === 'number') return ok();
  if (lacksToken(session, call.incoming, device)) return fail(device.behaviour.tokenMissingCode);
  device.sessions.end(session.sid, 119);
  device.log.counters.logouts += 1;
  return ok();
}
