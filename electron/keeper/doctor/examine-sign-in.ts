import { KeepError, reportOf } from '../../../shared/index.ts';
import { connect, type Connection, type DeviceContext } from '../../device/index.ts';
import { stopDevice, stopsDevice } from '../device-change.ts';
import type { KeeperPorts } from '../ports.ts';
import type { DoctorQuestions } from '../types.ts';
import { noteAftermath } from './aftermath.ts';
import { attemptSignIn, type OpenSession } from './attempt-sign-in.ts';
import type { Offer } from './examine-offer.ts';
import { hideAccount, type ReportParts } from './device-report.ts';
import { examineExport } from './examine-export.ts';
import { examineSession } from './examine-session.ts';
import { credentialsFor, trustFor } from './gather.ts';
import type { Notes } from './notes.ts';
import type { Patient } from './patient.ts';

/** The steps from the sign-in on. At most two logins; always signed out. */
export async function examineSignIn(
  ports: KeeperPorts,
  patient: Patient,
  offer: Offer,
  context: DeviceContext,
  notes: Notes,
  questions: DoctorQuestions,
  parts: ReportParts | undefined,
): Promise<'tried' | 'untried'> {
  const tried = await trySignIn(ports, patient, offer, context, notes, questions);
  if (tried === undefined) {
    noteAftermath(ports, offer, notes, { blocked: undefined, at: undefined });
    return 'untried';
  }
  const { outcome, at, connection } = tried;
  try {
    if (outcome instanceof KeepError) {
      // The next backup would send the very same: it must not learn the same twice.
      if (tried.stored && patient.device !== undefined && stopsDevice(outcome)) {
        await stopDevice(ports, patient.device.id, reportOf(outcome));
      }
      noteAftermath(ports, offer, notes, { blocked: outcome.code === 'auth/blocked', at });
      return 'tried';
    }
    try {
      const found = await examineSession(patient, offer, tried.user, outcome, notes);
      if (parts !== undefined) {
        if (found.identity !== undefined) parts.identity = found.identity;
        parts.recorder.hide(found.identity?.hostName, found.identity?.serial);
        if (found.mayBackUp) {
          const archive = await examineExport(ports, patient, outcome, notes, parts.recorder, context.signal);
          if (archive !== undefined) parts.archive = archive;
        }
      }
    } finally {
      await outcome.signOut();
    }
    noteAftermath(ports, offer, notes, { blocked: false, at });
    return 'tried';
  } finally {
    connection.close();
  }
}

interface Tried {
  readonly outcome: OpenSession | KeepError;
  readonly user: string;
  /** The password was the one that backups sign in with. */
  readonly stored: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly connection: Connection;
}

/** Holds the password for as long as the sign-in takes. @returns undefined where none was tried */
async function trySignIn(
  ports: KeeperPorts,
  patient: Patient,
  offer: Offer,
  context: DeviceContext,
  notes: Notes,
  questions: DoctorQuestions,
): Promise<Tried | undefined> {
  const trust = await trustFor(offer, notes, questions);
  const gathered = trust === undefined ? undefined : await credentialsFor(ports, patient, notes, questions);
  if (trust === undefined || gathered === undefined) return undefined;
  const { credentials, stored } = gathered;
  if (context.recorder !== undefined) {
    const { user, password, code, deviceToken } = credentials;
    hideAccount(context.recorder.hide, user);
    context.recorder.hide(password, code, deviceToken);
  }
  const at = ports.clock.now();
  const connection = connect(offer.presented.endpoint, trust, context);
  try {
    const outcome = await attemptSignIn(ports, patient, offer, credentials, connection, notes);
    return { outcome, user: credentials.user, stored, at, connection };
  } catch (thrown) {
    connection.close();
    throw thrown;
  }
}
