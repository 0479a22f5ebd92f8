import { randomBytes } from 'node:crypto';
import { expect, onTestFinished } from 'vitest';
import {
  connect,
  discover,
  endpointsOf,
  formsToTry,
  parseAddress,
  withSession,
  type Connection,
  type Credentials,
  type DeviceContext,
  type Directory,
  type Session,
  type SignInRequest,
} from '../../electron/device/index.ts';
import type { Endpoint, Trust } from '../../shared/index.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../device-simulator/index.ts';
import { testClock, type TestClock } from './clock.ts';

/** A simulated device with everything that is needed to talk to it. */
export interface Stand {
  readonly sim: Simulator;
  readonly clock: TestClock;
  readonly stop: AbortController;
  readonly context: DeviceContext;
  readonly endpoint: Endpoint;
  readonly trust: Trust;
  readonly connection: Connection;
  readonly credentials: Credentials;
}

export function contextFor(clock: TestClock, stop = new AbortController()): DeviceContext {
  return { clock, signal: stop.signal, randomBytes: (count) => randomBytes(count), env: {} };
}

export function endpointAt(origin: string): Endpoint {
  const [endpoint] = endpointsOf(parseAddress(origin));
  if (endpoint === undefined) throw new Error(`no endpoint in ${origin}`);
  return endpoint;
}

/** Starts a simulated device for the running test and opens a connection that trusts it. Both are closed with the test. */
export async function standUp(options: SimulatorOptions): Promise<Stand> {
  const clock = testClock();
  const sim = await startSimulator({ now: clock.now, ...options });
  const stop = new AbortController();
  const context = contextFor(clock, stop);
  const endpoint = endpointAt(sim.origin);
  const trust: Trust =
    sim.fingerprint === undefined ? { kind: 'cleartext' } : { kind: 'fingerprint', sha256: sim.fingerprint };
  const connection = connect(endpoint, trust, context);
  onTestFinished(async () => {
    connection.close();
    await sim.close();
    expect(sim.outOfTable, 'calls outside the table').toEqual([]);
  });
  return {
    sim,
    clock,
    stop,
    context,
    endpoint,
    trust,
    connection,
    credentials: { user: sim.user, password: sim.password },
  };
}

/** Credentials as a sign-in asks for them. */
export function given(credentials: Credentials): SignInRequest['credentials'] {
  return () => Promise.resolve(credentials);
}

/** Signs in as at set-up, with the forms the device offers, and does the work. */
export async function inSession<Result>(
  stand: Stand,
  work: (session: Session, directory: Directory) => Promise<Result>,
  {
    credentials = stand.credentials,
    ...request
  }: Partial<Omit<SignInRequest, 'credentials'>> & { readonly credentials?: Credentials } = {},
): Promise<Result> {
  const directory = await discover(stand.connection);
  return withSession(
    stand.connection,
    directory,
    { credentials: given(credentials), forms: formsToTry(directory, stand.endpoint), ...request },
    (session) => work(session, directory),
  );
}

/** Exports into memory. */
export async function exported(session: Session): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const download = await session.exportConfiguration((chunk) => {
    chunks.push(Uint8Array.from(chunk));
    return Promise.resolve();
  });
  const bytes = Buffer.concat(chunks);
  expect(bytes.length).toBe(download.bytes);
  return bytes;
}

/** The methods (or pages) that were called, in order. */
export function methodsOf(sim: Simulator): readonly string[] {
  return sim.requests.map(({ method, path }) => method ?? path);
}
