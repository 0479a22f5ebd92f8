import { keepError } from './errors.ts';
import { say } from './words/say.ts';

/** A fingerprint the way certificate tools print it: `AB:CD:...`, fit to be pasted behind --fingerprint. */
export function formatFingerprint(sha256: string): string {
  return (sha256.toUpperCase().match(/../g) ?? []).join(':');
}

/**
 * A fingerprint as people paste it (colons, spaces, dashes, either case, an optional "SHA256" in front) as 64 lower-case digits.
 * @throws KeepError `usage/invalid`
 */
export function parseFingerprint(text: string): string {
  const plain = text.normalize('NFKC').replace(/\p{Cf}/gu, '');
  const digits = plain.replace(/^\s*sha-?256(\s+fingerprint)?\s*[=:]?\s*/i, '').replace(/[\s:-]/g, '');
  if (!/^[0-9a-fA-F]{64}$/.test(digits)) {
    throw keepError('usage/invalid', { problem: say('fingerprint.invalid'), remedy: say('fingerprint.remedy') });
  }
  return digits.toLowerCase();
}
