import { asKeepError, say } from '../../../shared/index.ts';
import { createRecorder, endpointsOf, originOf, parseAddress, type DeviceContext } from '../../device/index.ts';
import type { DeviceRecord, Settings } from '../../records/index.ts';
import type { KeeperPorts } from '../ports.ts';
import { contextOf, reach } from '../reach.ts';
import { sameName } from '../selection.ts';
import type { DoctorOptions, DoctorQuestions, DoctorReport } from '../types.ts';
import { deviceReport, hideOwnWords, type ReportParts } from './device-report.ts';
import { examineOffer } from './examine-offer.ts';
import { examineSignIn } from './examine-sign-in.ts';
import { takeNotes } from './notes.ts';
import type { Patient } from './patient.ts';

/**
 * The sign-in diagnosis: every step with what was tried, what it means and where to click. Changes nothing on the device
 * and makes at most two logins. For a report it also makes one export, which is looked into and not kept.
 * @param target a device's name or an address
 */
export async function doctor(
  ports: KeeperPorts,
  target: string,
  user: string | undefined,
  questions: DoctorQuestions,
  { signal, onStep, report: wanted = false }: DoctorOptions,
): Promise<DoctorReport> {
  const settings = await ports.settings.read();
  const admitted = admit(settings, target, user);
  const notes = takeNotes(onStep ?? (() => undefined), wanted);
  const plain = contextOf(ports, signal);
  const patient = await atItsPort(admitted, plain);
  const parts: ReportParts | undefined = wanted ? { recorder: createRecorder() } : undefined;
  if (parts !== undefined) hideOwnWords(parts.recorder, ports, settings, patient.address);
  const context = parts === undefined ? plain : { ...plain, recorder: parts.recorder };
  const offer = await examineOffer(patient, context, notes, questions);
  if (parts !== undefined && offer !== undefined) parts.offer = offer;
  const signedIn =
    offer === undefined ? 'untried' : await examineSignIn(ports, patient, offer, context, notes, questions, parts);
  notes.skipTo('device-log');
  signal.throwIfAborted();
  const failure = notes.failure();
  return {
    address: patient.address,
    ok: failure === undefined,
    steps: notes.steps(),
    ...(failure === undefined
      ? { conclusion: say(signedIn === 'untried' ? 'doctor.conclusion.untried' : 'doctor.conclusion.ok') }
      : {
          conclusion: say('doctor.conclusion.failed', { title: failure.title, message: failure.error.message }),
          error: failure.error,
        }),
    ...(parts === undefined ? {} : { deviceReport: deviceReport(ports, notes, parts) }),
  };
}

/**
 * Without a port in the address several are possible, and something else may listen on the first. The one with a Synology
 * device on it is meant, as for `add`; where there is none, the steps tell why.
 */
async function atItsPort(patient: Patient, context: DeviceContext): Promise<Patient> {
  if (endpointsOf(parseAddress(patient.address)).length < 2) return patient;
  try {
    const { connection, presented } = await reach(patient.address, context);
    connection.close();
    return { ...patient, address: originOf(presented.endpoint) };
  } catch (error) {
    context.signal.throwIfAborted();
    asKeepError(error);
    return patient;
  }
}

/** A name of the list, else an address; the address of a known device counts as that device. */
function admit(settings: Settings, target: string, user: string | undefined): Patient {
  const named = settings.devices.find((device) => sameName(device.name, target));
  const known = named ?? settings.devices.find((device) => isAt(device, target));
  return {
    address: known === undefined ? target : originOf(known.endpoint),
    device: known,
    user: user ?? known?.user,
  };
}

function isAt({ endpoint }: DeviceRecord, target: string): boolean {
  try {
    const { scheme, host, port, path } = parseAddress(target);
    return (
      host === endpoint.host &&
      (path === undefined || path === endpoint.path) &&
      (port === undefined || port === endpoint.port) &&
      (scheme === undefined || scheme === endpoint.scheme)
    );
  } catch (error) {
    // Neither a name nor an address: said when it is reached for.
    asKeepError(error);
    return false;
  }
}
