import { makeCertificate, type Certificate } from './certificate.ts';
import { change, createDevice } from './device.ts';
import { envelopeKey } from './keys.ts';
import { playerOf } from './report/play.ts';
import type { Simulator, SimulatorOptions } from './types.ts';
import { listen } from './wire/listen.ts';

/**
 * Starts one simulated device and resolves when it listens.
 * @throws Error of node:net where the port is taken; ZodError for an unknown behaviour
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const device = createDevice(options, options.report === undefined ? undefined : playerOf(options.report));
  // Made ahead, off the event loop, so that the first login does not wait for it.
  void envelopeKey(device.behaviour.keyBits);
  const host = options.host ?? '127.0.0.1';
  const tls = options.tls ?? true;
  const newCertificate = (): Certificate => makeCertificate({ altNames: ['synology', 'localhost', host] });
  let certificate = tls ? (options.certificate ?? newCertificate()) : undefined;
  const listener = await listen(device, { host, port: options.port ?? 0, certificate });
  const shownHost = host.includes(':') ? `[${host}]` : host;

  return {
    profile: options.profile,
    origin: `${tls ? 'https' : 'http'}://${shownHost}:${listener.port}`,
    host,
    port: listener.port,
    user: device.user,
    password: device.password,
    get serial() {
      return device.serial;
    },
    get fingerprint() {
      return certificate?.fingerprint;
    },
    requests: device.log.requests,
    outOfTable: device.log.outOfTable,
    fired: device.log.fired,
    taskSpans: device.log.taskSpans,
    get counters() {
      const { counters } = device.log;
      return { ...counters, bytesReceived: listener.meter.total(), openSessions: device.sessions.count() };
    },
    behave: (behaviour) => change(device, behaviour),
    changeSetting: (key, value) => void device.settings.set(key, value),
    replaceCertificate(next) {
      if (!tls) return Promise.reject(new Error('a device over plain HTTP has no certificate'));
      let replacement = next ?? newCertificate();
      // Who takes the place of a device does not have its key.
      while (next === undefined && replacement.key === certificate?.key) replacement = newCertificate();
      certificate = replacement;
      listener.replaceCertificate(replacement);
      return Promise.resolve(replacement.fingerprint);
    },
    renewCertificate(request = {}) {
      if (certificate === undefined) return Promise.reject(new Error('a device over plain HTTP has no certificate'));
      certificate = makeCertificate({ altNames: ['synology', 'localhost', host], renews: certificate, ...request });
      listener.replaceCertificate(certificate);
      return Promise.resolve(certificate.fingerprint);
    },
    replaceDevice(serial) {
      device.serial = serial;
      device.sessions.drop();
      device.tasks.clear();
      device.deviceTokens.clear();
    },
    resetAutoBlock: () => device.autoBlock.reset(),
    dropSessions: () => device.sessions.drop(),
    revokeDeviceTokens: () => device.deviceTokens.clear(),
    forget() {
      device.log.forget();
      listener.meter.forget();
    },
    close: () => listener.close(),
  };
}
