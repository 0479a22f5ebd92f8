import { KeepError, keepError, say, type Endpoint, type Trust } from '../../shared/index.ts';
import {
  connect,
  discover,
  endpointsOf,
  originOf,
  parseAddress,
  present,
  type Connection,
  type DeviceContext,
  type Directory,
  type Presented,
} from '../device/index.ts';
import type { KeeperPorts } from './ports.ts';
import type { ProbeReport } from './types.ts';

export interface Reached {
  readonly presented: Presented;
  readonly connection: Connection;
  readonly directory: Directory;
}

export function contextOf(ports: KeeperPorts, signal: AbortSignal, note?: DeviceContext['note']): DeviceContext {
  const { clock, randomBytes, env } = ports;
  return { clock, signal, randomBytes, env, ...(note === undefined ? {} : { note }) };
}

/**
 * Finds the device behind an address and asks what it offers, without credentials. The connection is pinned to the
 * certificate presented now. Of several possible ports the first that a Synology device answers on is taken.
 * @param accept looks at the certificate before anything is asked; may throw to refuse it
 * @throws KeepError usage/invalid, network/*, device/not-synology, http/redirected
 */
export async function reach(
  address: string,
  context: DeviceContext,
  accept: (presented: Presented) => void = () => undefined,
): Promise<Reached> {
  const failures: Failure[] = [];
  for (const endpoint of endpointsOf(parseAddress(address))) {
    try {
      return await reachEndpoint(endpoint, context, accept);
    } catch (error) {
      context.signal.throwIfAborted();
      failures.push({ endpoint, error });
      // A name that is unknown, or a certificate that was refused, will not look different on the next port.
      if (error instanceof KeepError && /^(network\/dns|tls\/|usage\/)/.test(error.code)) break;
    }
  }
  throw mostTelling(failures);
}

async function reachEndpoint(
  endpoint: Endpoint,
  context: DeviceContext,
  accept: (presented: Presented) => void,
): Promise<Reached> {
  const presented = await present(endpoint, context);
  accept(presented);
  const connection = connect(endpoint, presentedTrust(presented), context);
  try {
    return { presented, connection, directory: await discover(connection) };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Trust in exactly what was presented: enough for questions without credentials. */
function presentedTrust({ certificate }: Presented): Trust {
  return certificate === undefined ? { kind: 'cleartext' } : { kind: 'fingerprint', sha256: certificate.sha256 };
}

interface Failure {
  readonly endpoint: Endpoint;
  readonly error: unknown;
}

/**
 * Something that answered says more than something that did not; not so where it stands at the same door: what lies below
 * a path that is silent is not told by the page above it.
 */
function mostTelling(failures: readonly Failure[]): unknown {
  const answered = failures.find(
    ({ endpoint, error }, index) =>
      hasAnswered(error) && !failures.slice(0, index).some((one) => isSameDoor(one.endpoint, endpoint)),
  );
  return answered?.error ?? failures[0]?.error ?? keepError('internal', { detail: 'no endpoint' });
}

function hasAnswered(error: unknown): boolean {
  return error instanceof KeepError && !error.code.startsWith('network/');
}

function isSameDoor(one: Endpoint, other: Endpoint): boolean {
  return one.scheme === other.scheme && one.host === other.host && one.port === other.port;
}

/** The APIs a backup uses, for reports. */
const USED = ['SYNO.API.Auth', 'SYNO.API.Encryption', 'SYNO.Backup.Config.Backup'] as const;

export function probeReport({ presented, directory }: Pick<Reached, 'presented' | 'directory'>): ProbeReport {
  const { endpoint, remoteAddress, certificate } = presented;
  return {
    endpoint,
    origin: originOf(endpoint),
    remoteAddress,
    ...(certificate === undefined ? {} : { certificate }),
    product: directory.product,
    productSigns: directory.evidence.signals.map(({ product, seen }) => `${product}: ${seen}`),
    productCertain: directory.evidence.certain,
    certificatePlace: say(directory.product === 'SRM' ? 'keeper.certificate.srm' : 'keeper.certificate.dsm'),
    apis: USED.flatMap((name) => {
      const entry = directory.apis.get(name);
      return entry === undefined ? [] : [{ name, minVersion: entry.minVersion, maxVersion: entry.maxVersion }];
    }),
    signInBy: directory.signInBy,
    encryptedLogin: directory.hasEncryption,
    configurationBackup: directory.hasBackup,
  };
}

/** Looks at an address without credentials. */
export async function probe(ports: KeeperPorts, address: string, signal: AbortSignal): Promise<ProbeReport> {
  const reached = await reach(address, contextOf(ports, signal));
  reached.connection.close();
  return probeReport(reached);
}
