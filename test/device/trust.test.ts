import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect, discover, present, signIn, withSession } from '../../electron/device/index.ts';
import { describeCertificate, fingerprintOf } from '../../electron/device/certificate.ts';
import { pinTo, requireTrusted, trustAfter } from '../../electron/device/trust.ts';
import { formatFingerprint, type Trust } from '../../shared/index.ts';
import { makeCertificate, type Certificate } from '../device-simulator/index.ts';
import { testClock } from './clock.ts';
import { aCertificate, httpAnswer, startRawServer, type RawServer } from './raw-server.ts';
import { contextFor, endpointAt, exported, given, inSession, standUp } from './stand.ts';
import { codeOf, rejectionOf, thrownBy } from './thrown.ts';
import { injects } from '../faults/index.ts';

const LIST = httpAnswer(
  JSON.stringify({ success: true, data: { 'SYNO.API.Auth': { path: 'auth.cgi', minVersion: 1, maxVersion: 7 } } }),
);

const pinned = (certificate: Certificate): Trust => ({ kind: 'fingerprint', sha256: certificate.fingerprint });

const serving = (certificate: Certificate): Promise<RawServer> =>
  startRawServer({ certificate, onRequest: (socket) => socket.write(LIST) });

function connectTo(origin: string, trust: Trust) {
  return connect(endpointAt(origin), trust, contextFor(testClock()));
}

describe('a server that is not the trusted one', () => {
  it('gets not one byte, and both fingerprints are told', async (context) => {
    const fault = injects(context, 'network/certificate-other');
    const trusted = aCertificate();
    const other = aCertificate();
    const impostor = await serving(other);
    const error = await rejectionOf(discover(connectTo(impostor.origin, pinned(trusted))));
    expect(error.code).toBe('tls/identity-changed');
    expect(error.message).toContain(formatFingerprint(trusted.fingerprint));
    expect(error.message).toContain(formatFingerprint(other.fingerprint));
    expect(impostor.received()).toBe(0);
    fault.fired();
  });

  it('gets not one byte either where the device was added without encryption and now has some', async () => {
    const server = await serving(aCertificate());
    const error = await rejectionOf(discover(connectTo(server.origin, { kind: 'cleartext' })));
    expect(error.code).toBe('internal');
    expect(server.received()).toBe(0);
  });

  it('gets no login when it takes the place of the device between two requests', async (context) => {
    const fault = injects(context, 'network/certificate-swapped');
    const stand = await standUp({ profile: 'srm-strict' });
    const directory = await discover(stand.connection);
    await stand.sim.replaceCertificate();
    stand.sim.forget();
    for (const form of ['envelope', 'plain'] as const) {
      const error = await rejectionOf(signIn(stand.connection, directory, stand.credentials, form));
      expect(error.code).toBe('tls/identity-changed');
    }
    expect(stand.sim.requests).toEqual([]);
    expect(stand.sim.counters.requestBodyBytes).toBe(0);
    fault.fired(2);
  });

  it('gets no session when it takes the place of the device in the middle of the work', async (context) => {
    const fault = injects(context, 'network/certificate-swapped');
    const stand = await standUp({ profile: 'srm-strict' });
    const error = await rejectionOf(
      inSession(stand, async (session) => {
        await session.identity();
        await stand.sim.replaceCertificate();
        stand.sim.forget();
        await session.identity();
        return exported(session);
      }),
    );
    expect(error.code).toBe('tls/identity-changed');
    // The logout does not reach it either.
    expect(stand.sim.requests).toEqual([]);
    expect(stand.sim.counters.requestBodyBytes).toBe(0);
    fault.fired();
  });

  it('cannot hide behind a resumed session: there is none', async (context) => {
    const fault = injects(context, 'network/session-resumed');
    const certificate = aCertificate();
    const reused: boolean[] = [];
    const server = await startRawServer({
      certificate,
      onRequest: (socket) => {
        if (socket instanceof TLSSocket) reused.push(socket.isSessionReused());
        socket.end(httpAnswer(LIST.subarray(LIST.indexOf('{')), ['Connection: close']));
      },
    });
    const connection = connectTo(server.origin, pinned(certificate));
    for (let count = 0; count < 3; count += 1) await discover(connection);
    // Each time the list of calls, and the page's title where the list leaves the product open.
    expect(reused).toEqual(Array.from({ length: 6 }, () => false));
    fault.fired(reused.length);
  });

  it('cannot do without a certificate', async () => {
    const server = await startRawServer({
      tls: { ciphers: 'ADH-AES256-GCM-SHA384:@SECLEVEL=0', maxVersion: 'TLSv1.2' },
      onRequest: (socket) => socket.write(LIST),
    });
    const endpoint = endpointAt(server.origin);
    expect((await rejectionOf(present(endpoint, contextFor(testClock())))).code).toBe('device/unexpected-answer');
    await rejectionOf(discover(connectTo(server.origin, pinned(aCertificate()))));
    expect(server.received()).toBe(0);
  });
});

describe('a renewal with the same key', () => {
  it('is the trusted server where the key was noted, and is told with its own fingerprint', async () => {
    const before = aCertificate();
    const renewed = makeCertificate({ renews: before });
    const server = await serving(renewed);
    const trust = pinTo(describeCertificate(new X509Certificate(before.cert), false));
    const connection = connectTo(server.origin, trust);
    await discover(connection);
    const shown = connection.met()?.certificate;
    expect(shown?.sha256).toBe(renewed.fingerprint);
    expect(shown === undefined ? undefined : trustAfter(trust, shown)).toMatchObject({
      kind: 'fingerprint',
      sha256: renewed.fingerprint,
      publicKey: trust.publicKey,
    });
  });

  it('gets not one byte where only the certificate was noted', async () => {
    const before = aCertificate();
    const server = await serving(makeCertificate({ renews: before }));
    expect((await rejectionOf(discover(connectTo(server.origin, pinned(before))))).code).toBe('tls/identity-changed');
    expect(server.received()).toBe(0);
  });

  it('is no renewal with another key, whatever else is the same', async () => {
    const before = aCertificate();
    const trust = pinTo(describeCertificate(new X509Certificate(before.cert), false));
    const server = await serving(makeCertificate());
    expect((await rejectionOf(discover(connectTo(server.origin, trust)))).code).toBe('tls/identity-changed');
    expect(server.received()).toBe(0);
  });
});

describe('a handshake', () => {
  const certificate = new X509Certificate(aCertificate().cert);
  const sha256 = fingerprintOf(certificate);
  const finished = { getPeerX509Certificate: () => certificate, isSessionReused: () => false, authorized: true };

  it.each([
    ['shows no certificate', { ...finished, getPeerX509Certificate: () => undefined }],
    ['resumes a session', { ...finished, isSessionReused: () => true }],
  ])('that %s is refused under every kind of trust', (_, handshake) => {
    for (const trust of [{ kind: 'fingerprint', sha256 } as const, { kind: 'system', issuer: 'x' } as const]) {
      expect(() => requireTrusted(finished, trust, 'router')).not.toThrow();
      expect(codeOf(thrownBy(() => requireTrusted(handshake, trust, 'router')))).toBe('tls/identity-changed');
    }
  });
});

describe('the trusted certificate', () => {
  it.for([
    [
      'expired',
      'network/certificate-expired',
      makeCertificate({ validFrom: new Date('2015-01-01'), validTo: new Date('2016-01-01') }),
    ],
    [
      'not yet valid',
      'network/certificate-expired',
      makeCertificate({ validFrom: new Date('2040-01-01'), validTo: new Date('2041-01-01') }),
    ],
    ['made out to another host', 'network/certificate-other-host', makeCertificate({ commonName: 'other.example' })],
    [
      'of an authority nobody knows',
      'network/certificate-other',
      makeCertificate({ issuer: makeCertificate({ commonName: 'My CA', authority: true }) }),
    ],
  ] as const)('is recognised although it is %s', async ([, name, certificate], context) => {
    const fault = injects(context, name);
    const server = await serving(certificate);
    expect((await discover(connectTo(server.origin, pinned(certificate)))).authVersion).toBe(7);
    fault.fired();
  });

  it('is asked for on plain HTTP: there is none', async () => {
    const stand = await standUp({ profile: 'srm-strict', tls: false });
    for (const trust of [pinned(aCertificate()), { kind: 'system', issuer: 'x' } as const]) {
      expect(() => connectTo(stand.sim.origin, trust)).toThrow(
        expect.objectContaining({ code: 'http/consent-needed' }) as Error,
      );
    }
    expect(stand.sim.counters.bytesReceived).toBe(0);
  });

  it('is shown with all that helps to compare it', async () => {
    const validTo = new Date('2031-02-03T04:05:06Z');
    const certificate = makeCertificate({ commonName: 'router.lan', validTo });
    const server = await serving(certificate);
    const shown = await present(endpointAt(server.origin), contextFor(testClock()));
    expect(shown).toMatchObject({
      remoteAddress: '127.0.0.1',
      certificate: {
        sha256: certificate.fingerprint,
        subject: 'C=TW, O=Synology Inc., CN=router.lan',
        issuer: 'C=TW, O=Synology Inc., CN=router.lan',
        validTo: validTo.toISOString(),
        systemTrusted: false,
      },
    });
    expect(server.received()).toBe(0);
  });

  it('is absent where plain HTTP is spoken', async () => {
    const stand = await standUp({ profile: 'dsm7', tls: false });
    expect(await present(stand.endpoint, stand.context)).toEqual({
      endpoint: stand.endpoint,
      remoteAddress: '127.0.0.1',
    });
    expect(stand.sim.counters.bytesReceived).toBe(0);
  });

  it('belongs to the device for the whole of a run', async () => {
    const stand = await standUp({ profile: 'srm-strict' });
    const directory = await discover(stand.connection);
    const request = { credentials: given(stand.credentials), forms: ['envelope'] } as const;
    await withSession(stand.connection, directory, request, exported);
    // One socket, one proof.
    expect(stand.sim.counters.handshakes).toBe(1);
  });
});

describe('a certificate of an authority that the system trusts', () => {
  const authority = makeCertificate({ commonName: 'Home CA', authority: true });

  /** Asks a program that takes this authority for one of the system's. */
  async function askChild(
    host: string,
    port: number,
  ): Promise<{ certificate: { systemTrusted: boolean }; found: unknown }> {
    const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = path.join(folder, 'ca.pem');
    await writeFile(file, authority.cert);
    const program = path.resolve(import.meta.dirname, 'system-trust-child.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [program, host, String(port)], {
      env: { ...process.env, SSL_CERT_FILE: file, SSL_CERT_DIR: folder },
    });
    return JSON.parse(stdout) as Awaited<ReturnType<typeof askChild>>;
  }

  it('is accepted as such', async () => {
    const server = await serving(makeCertificate({ issuer: authority, altNames: ['localhost', '127.0.0.1'] }));
    const { certificate, found } = await askChild('127.0.0.1', server.port);
    expect(certificate).toMatchObject({ systemTrusted: true, issuer: 'C=TW, O=Synology Inc., CN=Home CA' });
    expect(found).toBe('trusted');
  });

  it.for([
    [
      'for another host',
      'network/certificate-other-host',
      () => makeCertificate({ issuer: authority, altNames: ['other.example'] }),
    ],
    [
      'expired',
      'network/certificate-expired',
      () =>
        makeCertificate({
          issuer: authority,
          altNames: ['127.0.0.1'],
          validTo: new Date('2020-01-01'),
          validFrom: new Date('2019-01-01'),
        }),
    ],
    ['self-signed', 'network/certificate-other', () => makeCertificate({ altNames: ['127.0.0.1'] })],
  ] as const)('is refused when it is %s, before a byte is sent', async ([, name, make], context) => {
    const fault = injects(context, name);
    const server = await serving(make());
    const { certificate, found } = await askChild('127.0.0.1', server.port);
    expect(certificate.systemTrusted).toBe(false);
    expect(found).toMatchObject({ code: 'tls/identity-changed' });
    expect(JSON.stringify(found)).toContain('O=Remembered');
    expect(server.received()).toBe(0);
    fault.fired();
  });
});
