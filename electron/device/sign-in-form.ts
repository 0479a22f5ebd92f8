import { keepError, type Endpoint, type SignInForm } from '../../shared/index.ts';
import { hostLabel } from './endpoints.ts';
import type { Connection, Directory } from './types.ts';

/**
 * The forms a new device is tried with, in order: the envelope (accepted by strict and lenient firmware alike),
 * then the plain form, which only TLS may carry. Empty where there is no safe one.
 */
export function formsToTry(directory: Directory, endpoint: Endpoint): readonly SignInForm[] {
  const enveloped: SignInForm = directory.signInBy === 'page' ? 'page' : 'envelope';
  const forms: readonly SignInForm[] = directory.hasEncryption ? [enveloped, 'plain'] : ['plain'];
  return endpoint.scheme === 'https' ? forms : forms.filter((form) => form !== 'plain');
}

/**
 * The form that can be used now. A remembered one may no longer fit: an update of the firmware brings the API or takes
 * the envelope away, and over plain HTTP only the envelope is left.
 * @throws KeepError http/consent-needed where nothing would hide the password
 */
export function usableForm(connection: Connection, directory: Directory, wanted: SignInForm): SignInForm {
  const possible = formsToTry(directory, connection.endpoint);
  const form = possible.find((candidate) => candidate === wanted) ?? possible[0];
  if (form === undefined) throw keepError('http/consent-needed', { host: hostLabel(connection.endpoint) });
  return form;
}
