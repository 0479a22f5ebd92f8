import { afterEach, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator, type SimulatorOptions } from '../device-simulator/index.ts';
import { ask, at, codeOf, textAt } from './raw-client.ts';
import { envelope, keyInfo } from './envelope.ts';
import { login, signedIn } from './session.ts';

let running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.map((simulator) => simulator.close()));
  running = [];
});

async function start(options: SimulatorOptions): Promise<Simulator> {
  const simulator = await startSimulator(options);
  running.push(simulator);
  return simulator;
}

describe('a whole backup', () => {
  it.each([
    ['srm-strict', true],
    ['srm-strict', false],
    ['srm-lenient', true],
    ['srm-lenient', false],
    ['dsm6', true],
    ['dsm7', true],
  ] as const)('goes from key to archive on %s (tls %s)', async (profile, tls) => {
    const simulator = await start({ profile, tls });
    const session = await signedIn(simulator);
    const archive = await session.download();
    expect(archive.headers['content-type']).toBe('application/octet-stream');
    expect(archive.headers['content-disposition']).toMatch(/^attachment; filename="\w+_\d{8}\.dss"$/);
    expect(Number(archive.headers['content-length'])).toBe(archive.body.length);
    expect(archive.body.subarray(0, 2).toString('hex')).toBe(profile === 'dsm7' ? 'fd37' : '1f8b');
    expect(simulator.counters).toMatchObject({ logins: 1, failedLogins: 0, downloads: 1, openSessions: 1 });
    expect(simulator.taskSpans).toHaveLength(1);
    expect(simulator.outOfTable).toEqual([]);
  });

  it('reads the login of the library: api outside, one envelope, `+` for spaces inside', async () => {
    const simulator = await start({ profile: 'srm-strict', tls: false });
    const info = await keyInfo(simulator);
    const inside = {
      account: simulator.user,
      enable_device_token: 'no',
      logintype: 'local',
      otp_code: '',
      rememberme: 0,
      passwd: simulator.password,
      session: 'webui',
      format: 'cookie',
    };
    const written = envelope(info, inside, (fields) =>
      new URLSearchParams(
        Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
      ).toString(),
    );
    const answer = await ask(simulator, {
      path: '/webapi/auth.cgi',
      form: {
        api: 'SYNO.API.Auth',
        version: 3,
        method: 'login',
        enable_syno_token: 'yes',
        client: 'browser',
        [info.cipherKey]: written,
      },
    });
    expect(textAt(answer.json, 'data', 'sid')).not.toBe('');
    expect(textAt(answer.json, 'data', 'synotoken')).not.toBe('');
    expect(simulator.requests.at(-1)).toMatchObject({
      login: { passwd: simulator.password },
      from: { passwd: 'envelope' },
      code: 0,
    });
  });

  it('refuses the clear form in the strict picture, and takes it in the lenient one', async () => {
    expect(codeOf(await login(await start({ profile: 'srm-strict' }), 'clear'))).toBe(400);
    expect(at((await login(await start({ profile: 'srm-lenient' }), 'clear')).json, 'success')).toBe(true);
  });
});
