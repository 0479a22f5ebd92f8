import { keepError, KeepError, say } from '../../shared/index.ts';

/** Why keytar itself did not load. */
export function libraryTrouble(error: unknown): KeepError {
  if (error instanceof KeepError) return error;
  const reason = textOf(error).includes('libsecret')
    ? say('secrets.libsecret-missing')
    : say('secrets.native-part-missing');
  return keepError('secret/unavailable', { reason }, error);
}

/**
 * What a rejected call of keytar means. Its texts come from the system and may be translated, so they decide only where
 * nothing else can: whether reading works tells locked from unreachable on Linux.
 */
export function keychainTrouble(
  error: unknown,
  platform: NodeJS.Platform,
  place: string,
  reading?: 'reading works',
): KeepError {
  if (error instanceof KeepError) return error;
  const text = textOf(error);
  switch (platform) {
    case 'win32':
      return keepError('secret/unavailable', { reason: say('secrets.refused', { place }) }, error);
    case 'darwin':
      // errSecInteractionNotAllowed, errSecUserCanceled, errSecAuthFailed in words.
      return /interaction|cancel|authori[sz]|passphrase|locked/i.test(text)
        ? keepError('secret/locked', { place }, error)
        : keepError('secret/unavailable', { reason: say('secrets.refused', { place }) }, error);
    default:
      if (reading === undefined) {
        // The library goes on asking the keyring it found at first, by its number on the bus, when another one is there.
        const gone = / :\d+\.\d+ /.test(text);
        return keepError(
          'secret/unavailable',
          { reason: say(gone ? 'secrets.keyring-gone' : 'secrets.no-keyring') },
          error,
        );
      }
      // gnome-keyring before its first unlocking: "Object does not exist at path .../collection/login" (measured).
      return text.includes('/org/freedesktop/secrets/collection/')
        ? keepError('secret/unavailable', { reason: say('secrets.keyring-not-set-up') }, error)
        : keepError('secret/locked', { place }, error);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
