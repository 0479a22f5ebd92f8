import { keepError, say } from '../../shared/index.ts';

type What = 'user' | 'code' | 'password' | 'password-misread';

function refuse(what: What): never {
  throw keepError('usage/invalid', {
    problem: say(`device.${what}.invalid`),
    remedy: say(`device.${what}.remedy`),
  });
}

/** Characters that no sign-in page can take: controls (NUL cuts keychain values, line ends cut input) and halves of a pair, which cannot be encoded. */
function isClean(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

/** Left behind at a name by the page it was copied from. */
const UNSEEN = /[\p{Bidi_Control}\u00ad\u200b\u2060\ufeff]/gu;

/**
 * A user name fit to be sent, without blanks around it. Domain accounts such as `NET\anna` and `anna@example.com` pass.
 * @throws KeepError `usage/invalid`
 */
export function checkUserName(text: string): string {
  const user = text.replace(UNSEEN, '').trim();
  if (user === '' || Array.from(user).length > 256 || !isClean(text)) refuse('user');
  return user;
}

/**
 * A one-time code as digits alone; people type "123 456". Emergency codes have eight.
 * @throws KeepError `usage/invalid`
 */
export function checkCode(text: string): string {
  const code = text.replace(/[\s\p{Cf}-]/gu, '');
  if (!/^\d{6,8}$/.test(code)) refuse('code');
  return code;
}

/**
 * A password, unchanged: blanks at its ends belong to it. DSM takes up to 127 characters; the bound is four times that,
 * so that it still fits a keychain entry of Windows (2560 bytes).
 * @throws KeepError `usage/invalid`; the sentence never repeats the password
 */
export function checkPassword(text: string): string {
  // What stands where a decoder met bytes it could not read, and a byte order mark inside: it is not what was typed.
  if (/[\ufffd\ufeff]/u.test(text)) refuse('password-misread');
  if (text === '' || Array.from(text).length > 512 || !isClean(text)) refuse('password');
  return text;
}
