import { createHmac } from 'node:crypto';
import type { Value } from './types.ts';

/** Names of fields whose values are secret, whatever table or file they stand in. */
const SECRET_NAME =
  /pass(wd|word|phrase|code)?$|pass(wd|word|phrase)|(^|[_.\s-])pass([_.\s-]|$)|pwd|passwd|psk|secret|token|private|community|hash$|(^|_)hash|^(LMPW|NTPW)$|credential|api_?key|(^|[_.\s-])key$|[a-z]Key$|(^|_)pin$|^cookie|session_?id|^salt$/i;
/** Names that look like it and are settings. */
const PUBLIC_NAME =
  /^(isEnable|isApply|isForget|isMust|excloud|exclude|Passwd(expiry|strength)|disallowChPasswd|pwd_no_expiry|retain)|min_?length|max_?age|pub(lic)?_?key_?(algo|type)|key_?(mgmt|size|length|type|id)$|(^|_)keymap/i;

const CRYPT_HASH = /^\$(1|2[abxy]?|5|6|7|y|gy|argon2(i|d|id)|scrypt|pbkdf2[\w-]*)\$[^\s:]{8,}/;
const PEM = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/;
const LONG_CODE = /^(?:[A-Za-z0-9+/_-]{40,}={0,2}|[0-9A-Fa-f]{32,})$/;

/**
 * Whether a field holds a secret: by the catalogue, by its name or an outer one, or because it looks like one.
 * @param names the name of the field last, the ones around it before
 */
export function isSecret(names: readonly string[], text: string, listed: boolean): boolean {
  if (listed) return true;
  if (CRYPT_HASH.test(text.trim()) || PEM.test(text)) return true;
  const own = names.at(-1) ?? '';
  if (!PUBLIC_NAME.test(own) && SECRET_NAME.test(own)) return !isFlag(text);
  // A name of an outer step such as "pap-secrets" speaks for everything in it.
  if (names.slice(0, -1).some((name) => /secrets?$|passwords?$|private/i.test(name))) return !isFlag(text);
  return looksRandom(text.trim()) && !/(^|[_.\s-])(id|uuid|guid|acl|mark|unique|serial|fingerprint)$/i.test(own);
}

/** A switch is no secret, however it is called ("passwd_required=yes"). */
function isFlag(text: string): boolean {
  return /^(yes|no|true|false|on|off|0|1)$/i.test(text.trim());
}

/** Long codes of high entropy in a field that nobody calls public. */
function looksRandom(text: string): boolean {
  if (!LONG_CODE.test(text)) return false;
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / text.length) * Math.log2(count / text.length);
  const hexadecimal = /^[0-9A-Fa-f]+$/.test(text);
  return hexadecimal ? entropy > 3 : entropy > 3.8 && /[0-9]/.test(text) && /[A-Za-z]/.test(text);
}

/** Replaces a secret by what can be compared within one comparison and nowhere else. */
export function maskText(text: string, mask: Uint8Array): Value {
  return { kind: 'secret', digest: createHmac('sha256', mask).update(text).digest('base64url'), empty: text === '' };
}

/** What is no text: as long as it is, and no more. */
export function binaryValue(bytes: Uint8Array, mask: Uint8Array): Value {
  return { kind: 'binary', digest: createHmac('sha256', mask).update(bytes).digest('base64url'), bytes: bytes.length };
}

/** The same for bytes that a secret column holds. */
export function maskBytes(bytes: Uint8Array, mask: Uint8Array): Value {
  return {
    kind: 'secret',
    digest: createHmac('sha256', mask).update(bytes).digest('base64url'),
    empty: bytes.length === 0,
  };
}
