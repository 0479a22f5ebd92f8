import { randomBytes } from 'node:crypto';
import type { Device } from '../device.ts';
import type { EnvelopeProblem } from '../envelope.ts';
import type { Origin } from '../types.ts';

/** One attempt to sign in, whichever door it came through. */
export interface Attempt {
  readonly address: string;
  readonly account: string;
  readonly password: string | undefined;
  readonly passwordFrom: Origin | undefined;
  readonly envelopeProblem: EnvelopeProblem | undefined;
  /** Undefined at a door that knows no session names. */
  readonly sessionName: string | undefined;
  readonly otp: string | undefined;
  readonly deviceToken: string | undefined;
  readonly deviceName: string | undefined;
  /** A token for this device is asked for, and this door can give one. */
  readonly wantsDeviceToken: boolean;
}

export type Verdict =
  { readonly ok: true; readonly newDeviceToken: string | undefined } | { readonly ok: false; readonly code: number };

/** Refusals that AutoBlock counts: a wrong password and (I) a wrong one-time code. */
const COUNTED: readonly number[] = [400, 404];

/** Judges an attempt, counts it and blocks the source address where it is due. */
export function judgeLogin(attempt: Attempt, device: Device): Verdict {
  device.log.counters.logins += 1;
  if (device.autoBlock.isBlocked(attempt.address)) {
    device.log.counters.failedLogins += 1;
    device.log.fired.push('autoBlock');
    return { ok: false, code: 407 };
  }
  const code = refusal(attempt, device);
  if (code !== undefined) {
    device.log.counters.failedLogins += 1;
    if (COUNTED.includes(code)) device.autoBlock.failed(attempt.address);
    return { ok: false, code };
  }
  return { ok: true, newDeviceToken: newDeviceToken(attempt, device) };
}

function refusal(attempt: Attempt, device: Device): number | undefined {
  const { behaviour, log } = device;
  if (behaviour.loginAnswer !== null) {
    log.fired.push('loginAnswer');
    return behaviour.loginAnswer;
  }
  if (attempt.envelopeProblem !== undefined) {
    // I: what a device says to an envelope that it cannot open, or to one whose token is too old.
    log.fired.push(`envelope:${attempt.envelopeProblem}`);
    return 400;
  }
  const wrapped = attempt.passwordFrom === 'envelope';
  if (attempt.password !== undefined && behaviour.loginForms === (wrapped ? 'clear-only' : 'envelope-only')) {
    log.fired.push(`loginForms:${behaviour.loginForms}`);
    return behaviour.formRefusedCode;
  }
  if (attempt.account !== device.user || attempt.password !== device.password) return 400;
  if (behaviour.ordinaryUserAtLogin !== null) {
    log.fired.push(`ordinaryUserAtLogin:${behaviour.ordinaryUserAtLogin}`);
    return behaviour.ordinaryUserAtLogin;
  }
  if (attempt.sessionName !== undefined && attempt.sessionName !== 'webui' && behaviour.sessionNames === 'webui-only') {
    log.fired.push('sessionNames:webui-only');
    return 402;
  }
  return secondFactor(attempt, device);
}

function secondFactor(attempt: Attempt, device: Device): number | undefined {
  const rule = device.behaviour.twoFactor;
  if (rule === null) return undefined;
  if (isTrusted(attempt, device)) return undefined;
  const code = rule.enforcedSetUp
    ? 406
    : attempt.otp === undefined || attempt.otp === ''
      ? 403
      : attempt.otp === rule.code && rule.kinds.includes('otp')
        ? undefined
        : 404;
  if (code !== undefined) device.log.fired.push(`twoFactor:${code}`);
  return code;
}

function isTrusted(attempt: Attempt, device: Device): boolean {
  const name = attempt.deviceToken === undefined ? undefined : device.deviceTokens.get(attempt.deviceToken);
  return name !== undefined && name === attempt.deviceName;
}

/** R ProtoThis/python-synology#11: given once, to a sign-in with the code that asked for it by name. */
function newDeviceToken(attempt: Attempt, device: Device): string | undefined {
  const { deviceName, otp, wantsDeviceToken } = attempt;
  if (device.behaviour.twoFactor === null || !wantsDeviceToken || (otp ?? '') === '' || (deviceName ?? '') === '')
    return undefined;
  const token = randomBytes(33).toString('base64url');
  device.deviceTokens.set(token, deviceName ?? '');
  return token;
}
