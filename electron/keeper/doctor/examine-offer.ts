import {
  asKeepError,
  formatFingerprint,
  keepError,
  parseFingerprint,
  say,
  type KeepError,
  type Trust,
} from '../../../shared/index.ts';
import {
  connect,
  discover,
  endpointsOf,
  originOf,
  parseAddress,
  present,
  trustAuthority,
  vouchesFor,
  type DeviceContext,
  type Directory,
  type Presented,
} from '../../device/index.ts';
import { noBackupApi } from '../back-up.ts';
import { probeReport } from '../reach.ts';
import { assertSameProduct } from '../same-device.ts';
import type { DoctorQuestions, ProbeReport } from '../types.ts';
import type { Notes } from './notes.ts';
import type { Patient } from './patient.ts';

/** What the steps without credentials found. `trust` is absent while nothing vouches for the server. */
export interface Offer {
  readonly report: ProbeReport;
  readonly presented: Presented;
  readonly directory: Directory;
  readonly trust: Trust | undefined;
}

/** The steps before a sign-in: reach, certificate, product, versions, encryption. Undefined when one of them ends it. */
export async function examineOffer(
  patient: Patient,
  context: DeviceContext,
  notes: Notes,
  questions: DoctorQuestions,
): Promise<Offer | undefined> {
  const presented = await examineReach(patient, context, notes);
  if (presented === undefined) return undefined;
  const trust = examineCertificate(patient, presented, notes, questions);
  if (trust === 'refused') return undefined;
  const directory = await examineProduct(patient, presented, context, notes);
  if (directory === undefined) return undefined;
  if (!examineVersions(presented, directory, notes)) return undefined;
  examineEncryption(presented, directory, notes);
  return { presented, directory, trust, report: probeReport({ presented, directory }) };
}

async function examineReach(
  { address }: Patient,
  context: DeviceContext,
  notes: Notes,
): Promise<Presented | undefined> {
  const failures: KeepError[] = [];
  const tried: string[] = [];
  // A wrong address is wrong usage, not a finding.
  for (const endpoint of endpointsOf(parseAddress(address))) {
    tried.push(originOf(endpoint));
    try {
      const presented = await present(endpoint, context);
      notes.note('reach', {
        outcome: 'ok',
        tried: say('doctor.reach.tried', { origin: tried.join(', ') }),
        meaning: say('doctor.reach.ok', { address: presented.remoteAddress }),
      });
      return presented;
    } catch (error) {
      context.signal.throwIfAborted();
      failures.push(asKeepError(error));
    }
  }
  const [first] = failures;
  if (first !== undefined) notes.fail('reach', say('doctor.reach.tried', { origin: tried.join(', ') }), first);
  return undefined;
}

function examineCertificate(
  { device }: Patient,
  { endpoint, certificate }: Presented,
  notes: Notes,
  { fingerprint, allowHttp }: DoctorQuestions,
): Trust | undefined | 'refused' {
  if (certificate === undefined) {
    notes.note('tls', {
      outcome: 'warning',
      tried: say('doctor.tls.tried.http'),
      meaning: say('doctor.tls.http'),
      click: say('doctor.tls.http.click'),
    });
    return allowHttp || device?.trust.kind === 'cleartext' ? { kind: 'cleartext' } : undefined;
  }
  const shown = formatFingerprint(certificate.sha256);
  const tried = say('doctor.tls.tried', { fingerprint: shown });
  const expected = fingerprint === undefined ? pinOf(device?.trust) : pinGiven(fingerprint);
  if (expected !== undefined && !vouchesFor(expected, certificate)) {
    const trusted = formatFingerprint(expected.sha256);
    notes.fail('tls', tried, keepError('tls/identity-changed', { host: endpoint.host, presented: shown, trusted }));
    return 'refused';
  }
  if (expected !== undefined) {
    const meaning = say(fingerprint === undefined ? 'doctor.tls.known' : 'doctor.tls.given');
    notes.note('tls', { outcome: 'ok', tried, meaning });
    return expected;
  }
  if (certificate.systemTrusted) {
    const { issuer } = certificate;
    notes.note('tls', { outcome: 'ok', tried, meaning: say('doctor.tls.system', { issuer }) });
    return trustAuthority(certificate);
  }
  if (device?.trust.kind === 'system') {
    const trusted = device.trust.issuer;
    notes.fail('tls', tried, keepError('tls/identity-changed', { host: endpoint.host, presented: shown, trusted }));
    return 'refused';
  }
  notes.note('tls', {
    outcome: 'warning',
    tried,
    meaning: say('doctor.tls.untrusted'),
    click: say('doctor.tls.untrusted.click', { place: say('keeper.certificate.any') }),
  });
  return undefined;
}

type Pin = Extract<Trust, { kind: 'fingerprint' }>;

function pinOf(trust: Trust | undefined): Pin | undefined {
  return trust?.kind === 'fingerprint' ? trust : undefined;
}

function pinGiven(fingerprint: string): Pin {
  return { kind: 'fingerprint', sha256: parseFingerprint(fingerprint) };
}

async function examineProduct(
  { device }: Patient,
  { endpoint, certificate }: Presented,
  context: DeviceContext,
  notes: Notes,
): Promise<Directory | undefined> {
  const pinned: Trust =
    certificate === undefined ? { kind: 'cleartext' } : { kind: 'fingerprint', sha256: certificate.sha256 };
  const connection = connect(endpoint, pinned, context);
  const tried = say('doctor.product.tried');
  try {
    const directory = await discover(connection, device?.identity);
    const { product, apis, evidence } = directory;
    if (device !== undefined) assertSameProduct(device.identity, evidence);
    const seen = evidence.signals.map((signal) => `${signal.product}: ${signal.seen}`).join(', ');
    notes.note('product', {
      outcome: 'ok',
      tried,
      meaning: say(evidence.certain ? 'doctor.product.ok' : 'doctor.product.guess', {
        product,
        count: apis.size,
        seen: seen === '' ? say('doctor.product.nothing') : seen,
      }),
    });
    return directory;
  } catch (error) {
    context.signal.throwIfAborted();
    notes.fail('product', tried, asKeepError(error));
    return undefined;
  } finally {
    connection.close();
  }
}

function examineVersions({ endpoint }: Presented, directory: Directory, notes: Notes): boolean {
  const tried = say('doctor.versions.tried');
  if (!directory.hasBackup) {
    const finding = { meaning: say('doctor.versions.none'), click: say('doctor.versions.none.click') };
    notes.fail('api-versions', tried, noBackupApi(endpoint.host), finding);
    return false;
  }
  const auth = directory.apis.get('SYNO.API.Auth');
  const meaning =
    directory.signInBy === 'page' || auth === undefined || directory.authVersion === undefined
      ? say('doctor.versions.page')
      : say('doctor.versions.ok', { from: auth.minVersion, to: auth.maxVersion, used: directory.authVersion });
  notes.note('api-versions', { outcome: 'ok', tried, meaning });
  return true;
}

function examineEncryption({ certificate }: Presented, { hasEncryption }: Directory, notes: Notes): void {
  const tried = say('doctor.encryption.tried');
  if (hasEncryption) notes.note('encryption', { outcome: 'ok', tried, meaning: say('doctor.encryption.ok') });
  else if (certificate !== undefined) {
    notes.note('encryption', { outcome: 'ok', tried, meaning: say('doctor.encryption.tls') });
  } else {
    notes.note('encryption', {
      outcome: 'warning',
      tried,
      meaning: say('doctor.encryption.none'),
      click: say('doctor.tls.http.click'),
    });
  }
}
