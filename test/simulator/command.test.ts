import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';

const MAIN = path.resolve(import.meta.dirname, '../device-simulator/main.ts');

let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
});

/** Runs the command as a person does. */
function run(...args: readonly string[]) {
  const started = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  child = started;
  return started;
}

describe('the command', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('says where it listens, serves, and ends cleanly on %s', async (signal) => {
    const started = run(
      '--profile',
      'srm-strict',
      '--port',
      '0',
      '--tls',
      '--user',
      'anna',
      '--behaviour',
      '{"taskPolls":3}',
    );
    let printed = '';
    const ready = Promise.withResolvers<undefined>();
    started.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('fingerprint')) ready.resolve(undefined);
    });
    await ready.promise;
    expect(printed).toMatch(
      /^srm-strict listens at https:\/\/127\.0\.0\.1:\d+\nuser {9}anna\npassword {5}.+\nfingerprint {2}[0-9a-f]{64}\n$/,
    );
    started.kill(signal);
    const [code, killedBy] = (await once(started, 'exit')) as [number | null, string | null];
    expect({ code, killedBy }).toEqual({ code: 0, killedBy: null });
  });

  it('plays the device of a report, so that what happened to somebody else happens here', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-report-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const answer = { kind: 'answer', status: 200, type: 'text/plain', length: 'announced', cookies: [] };
    const body = { kind: 'json', value: { success: false, error: { code: 499 } } };
    const login = { api: 'SYNO.API.Auth', method: 'login', path: 'entry.cgi', fields: [], times: 1 };
    const exchanges = [{ ...login, answer: { ...answer, body } }];
    const report = { format: 'routerkeep-device-report', version: 1, connection: 'http', exchanges };
    const file = path.join(folder, 'report.json');
    await writeFile(file, JSON.stringify(report));
    const started = run('--from-report', file, '--no-tls');
    const [first] = (await once(started.stdout, 'data')) as [Buffer];
    const origin = /listens at (\S+)/.exec(first.toString())?.[1] ?? '';
    const ask = new URLSearchParams({ api: 'SYNO.API.Auth', version: '3', method: 'login', account: 'a', passwd: 'b' });
    const said = await fetch(`${origin}/webapi/entry.cgi`, { method: 'POST', body: ask });
    expect(await said.json()).toEqual({ success: false, error: { code: 499 } });
  });

  it('explains a report that is none', async () => {
    const started = run('--from-report', MAIN);
    const exited = once(started, 'exit') as Promise<[number | null]>;
    expect(await text(started.stderr)).toMatch(/report/i);
    expect((await exited)[0]).toBe(2);
  });

  it.each([
    [['--profile', 'srm-9'], /profile/],
    [['--port', '70000'], /port/],
    [['--colour', 'red'], /colour/],
    [['--behaviour', '{"taskPols":3}'], /taskPols/],
    [['--behaviour', '{'], /not JSON\n.*at behaviour/],
  ])('explains wrong usage: %j', async (args, message) => {
    const started = run(...args);
    const exited = once(started, 'exit') as Promise<[number | null]>;
    const said = await text(started.stderr);
    const [code] = await exited;
    expect(said).toMatch(message);
    expect(said).toContain('npm run simulator');
    expect(said).not.toMatch(/\n {4}at /);
    expect(code).toBe(2);
  });
});
