import { asKeepError, formatFingerprint, KeepError, keepError, say, type Trust } from '../../../shared/index.ts';
import type { Credentials } from '../../device/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { fetchCredentials } from '../secret-accounts.ts';
import type { DoctorQuestions } from '../types.ts';
import type { Offer } from './examine-offer.ts';
import type { Notes } from './notes.ts';
import type { Patient } from './patient.ts';

/** A password goes only to a server that somebody vouched for. */
export async function trustFor(offer: Offer, notes: Notes, questions: DoctorQuestions): Promise<Trust | undefined> {
  if (offer.trust !== undefined) return offer.trust;
  const { endpoint, certificate } = offer.presented;
  if (certificate === undefined) {
    notes.fail('sign-in', '', keepError('http/consent-needed', { host: endpoint.host }), {
      meaning: say('doctor.sign-in.no-http'),
      click: say('doctor.sign-in.no-http.click'),
    });
    return undefined;
  }
  if (await questions.trust(offer.report)) return { kind: 'fingerprint', sha256: certificate.sha256 };
  const place = offer.report.certificatePlace;
  const fingerprint = formatFingerprint(certificate.sha256);
  notes.fail('sign-in', '', keepError('tls/untrusted', { host: endpoint.host, fingerprint, place }), {
    meaning: say('doctor.sign-in.no-trust'),
    click: say('doctor.tls.untrusted.click', { place }),
  });
  return undefined;
}

/** What to sign in with. `stored`: it is what every backup of the device signs in with. */
export interface Gathered {
  readonly credentials: Credentials;
  readonly stored: boolean;
}

/** The stored password of a known device, else one that is given; a password refused before is not taken from the store. */
export async function credentialsFor(
  ports: KeeperPorts,
  { device, user }: Patient,
  notes: Notes,
  questions: DoctorQuestions,
): Promise<Gathered | undefined> {
  const ownAccount = device !== undefined && (user === undefined || user === device.user);
  const refused = device?.stop?.error.code === 'auth/refused';
  if (!questions.given && ownAccount && !refused) {
    try {
      return { credentials: await fetchCredentials(await ports.secrets(), device), stored: true };
    } catch (error) {
      notes.fail('sign-in', '', asKeepError(error));
      return undefined;
    }
  }
  const entered = await questions.credentials(user);
  if (entered !== undefined) return { credentials: entered, stored: false };
  if (refused && ownAccount) {
    notes.fail('sign-in', '', new KeepError(device.stop.error), {
      meaning: say('doctor.sign-in.refused-before'),
      click: say('doctor.sign-in.refused-before.click', { name: device.name }),
    });
  } else {
    notes.note('sign-in', {
      outcome: 'skipped',
      tried: '',
      meaning: say('doctor.sign-in.no-credentials'),
      click: say('doctor.sign-in.no-credentials.click'),
    });
  }
  return undefined;
}
