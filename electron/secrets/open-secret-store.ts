import { keepError, say } from '../../shared/index.ts';
import { openKeychain } from './keychain.ts';
import { openSealedFile } from './sealed-file.ts';
import type { SecretStore, SecretStoreOptions } from './types.ts';

/**
 * The keychain of the system, or with `ROUTERKEEP_SECRETS=file` a sealed file in the home. Neither is touched before the
 * first use, so that what needs no secret works without a keychain and without a master key.
 * @throws KeepError usage/invalid for another value of ROUTERKEEP_SECRETS
 */
export function openSecretStore(options: SecretStoreOptions): Promise<SecretStore> {
  const value = options.env.ROUTERKEEP_SECRETS ?? '';
  if (value === '') return Promise.resolve(openKeychain(options));
  if (value === 'file') return Promise.resolve(openSealedFile(options));
  const problem = say('secrets.unknown-store', { value });
  return Promise.reject(keepError('usage/invalid', { problem, remedy: say('secrets.unknown-store-remedy') }));
}
