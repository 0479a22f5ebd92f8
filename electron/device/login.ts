import type { SessionKey } from './send.ts';

/** How a device answers one login. */
export type LoginOutcome =
  | {
      readonly kind: 'signed-in';
      readonly key: SessionKey;
      /** Trusted-device token, given after a sign-in with a code (DSM). */
      readonly newDeviceToken?: string;
    }
  /** The device judged the credential; `code` is of SYNO.API.Auth's numbering. */
  | { readonly kind: 'refused'; readonly code: number; readonly kinds?: readonly string[] };

/** The name under which a device lists this program among the trusted ones. The token is bound to it. */
export const DEVICE_NAME = 'Routerkeep';

/** R protocol.md 1.7: what a device writes where its SynoToken is switched off. */
const NO_TOKEN = '--------';

/**
 * A session as it can be used: printable, because it goes into a header.
 * @returns undefined where there is none
 */
export function sessionKeyFrom(sid: string | undefined, token: string | undefined): SessionKey | undefined {
  if (sid === undefined || !isPrintable(sid)) return undefined;
  return token === undefined || token === NO_TOKEN || !isPrintable(token) ? { sid } : { sid, token };
}

function isPrintable(text: string): boolean {
  return /^[\x21-\x7e]{1,2048}$/.test(text);
}

/** The value of the cookie `id`, in which the old pages hand out the session (R protocol.md 1.7, 2.2). */
export function sessionCookie(cookies: readonly string[]): string | undefined {
  for (const cookie of cookies) {
    const found = /^\s*id=([^;]*)/.exec(cookie);
    if (found?.[1] !== undefined && found[1] !== '') return found[1];
  }
  return undefined;
}
