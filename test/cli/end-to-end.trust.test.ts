import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeCertificate, type Certificate } from '../device-simulator/index.ts';
import { scene, type Scene } from './scene.ts';

const authority = makeCertificate({ commonName: 'Office CA', authority: true });
const issued = (): Certificate => makeCertificate({ issuer: authority, altNames: ['localhost', '127.0.0.1'] });

interface Vouched extends Scene {
  /** Runs the built program on a computer that knows the authority. */
  readonly there: (argv: readonly string[], stdin?: string) => ReturnType<Scene['program']>;
}

async function vouched(): Promise<Vouched> {
  const made = await scene({ profile: 'srm-strict', certificate: issued() });
  const file = path.join(made.folder, 'office-ca.pem');
  await writeFile(file, authority.cert);
  const env = { NODE_EXTRA_CA_CERTS: file };
  return { ...made, there: (argv, stdin = '') => made.program(argv, { env, stdin }) };
}

const trustIn = (stdout: string): unknown =>
  (JSON.parse(stdout) as { results: { trust: unknown }[] }).results[0]?.trust;

describe('trust by authority', () => {
  it('is chosen while adding, lets renewals with other keys pass, and no certificate that nobody vouches for', async () => {
    const { device, there } = await vouched();
    const add = ['add', device.origin, '--user', device.user, '--name', 'Router', '--vault', 'vault', '--no-backup'];
    const added = await there(['--json', ...add, '--password-stdin', '--trust-authority'], device.password);
    expect(trustIn(added.stdout)).toMatchObject({
      kind: 'system',
      issuer: expect.stringContaining('Office CA') as string,
    });
    await device.replaceCertificate(issued());
    expect((await there(['backup', 'Router'])).exit).toBe(0);
    await device.replaceCertificate();
    device.forget();
    expect((await there(['backup', 'Router'])).exit).toBe(3);
    expect(device.counters.requestBodyBytes).toBe(0);
  });

  it('is refused before anything is sent where no authority vouches', async () => {
    const { device, program } = await scene({ profile: 'srm-strict' });
    const add = ['--json', 'add', device.origin, '--user', device.user, '--password-stdin', '--trust-authority'];
    const { exit, stdout } = await program(add, { stdin: device.password });
    expect(exit).toBe(3);
    expect(stdout).toContain('tls/untrusted');
    expect(device.counters.requestBodyBytes).toBe(0);
  });

  it('takes the place of an earlier pin, and a pin the place of it', async () => {
    const { device, there } = await vouched();
    const pin = device.fingerprint ?? '';
    const add = ['add', device.origin, '--user', device.user, '--name', 'Router', '--vault', 'vault', '--no-backup'];
    const added = await there(['--json', ...add, '--password-stdin', '--fingerprint', pin], device.password);
    expect(trustIn(added.stdout)).toMatchObject({ kind: 'fingerprint', sha256: pin });
    await device.replaceCertificate(issued());
    expect((await there(['backup', 'Router'])).exit).toBe(3);
    const changed = await there(['--json', 'trust', 'Router', '--authority']);
    expect(trustIn(changed.stdout)).toMatchObject({ kind: 'system' });
    expect((await there(['backup', 'Router'])).exit).toBe(0);
    const pinned = await there(['--json', 'trust', 'Router', '--fingerprint', device.fingerprint ?? '']);
    expect(trustIn(pinned.stdout)).toMatchObject({ kind: 'fingerprint', sha256: device.fingerprint });
  });

  it('is asked for in one way only', async () => {
    const { run, add, device } = await scene();
    await add();
    expect((await run(['trust', 'Router'])).exit).toBe(2);
    const both = ['trust', 'Router', '--authority', '--fingerprint', device.fingerprint ?? ''];
    expect((await run(both)).exit).toBe(2);
  });
});
