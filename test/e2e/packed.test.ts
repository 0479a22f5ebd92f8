import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { checkPackage } from '../../build/packaging/check/check-package.ts';
import { errors } from '../../shared/words/en/errors.ts';
import type { BehaviourChange } from '../device-simulator/index.ts';
import { withDesktop, without, type Desktop } from '../desktop/index.ts';
import { injects } from '../faults/index.ts';
import { watchRuns } from './hostile-page.ts';
import { listeningPorts } from './listening-ports.ts';
import { startPacked, type Packed } from './packed.ts';
import { scene } from './scene.ts';

const root = path.resolve(import.meta.dirname, '../..');
let output = '';
let refusal: string | undefined;
beforeAll(async () => {
  output = await mkdtemp(path.join(tmpdir(), 'routerkeep-packed-'));
  const packing = [path.join(root, 'build/packaging/main.ts'), '--folder', '--output', path.join(output, 'out')];
  refusal = await promisify(execFile)(process.execPath, packing, { cwd: root }).then(
    () => undefined,
    (error: unknown) => `the program could not be packed: ${String(error)}`,
  );
}, 180_000);
afterAll(() => rm(output, { recursive: true, force: true }));

/** The unpacked program; a test that changes it gets a copy of its own. */
async function packedProgram(context: TestContext): Promise<string> {
  if (refusal !== undefined) return without(context, refusal);
  const name = (await readdir(path.join(output, 'out'))).find((each) => each.endsWith('unpacked')) ?? '';
  return path.join(output, 'out', name);
}
async function copyOfProgram(context: TestContext): Promise<string> {
  const folder = path.join(output, `copy-${String(Math.random()).slice(2)}`);
  await cp(await packedProgram(context), folder, { recursive: true });
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** What the operating system hands to a program that was started with this. */
async function ended(packed: Packed): Promise<{ exit: number | null; output: string }> {
  return { exit: await packed.ended, output: packed.output() };
}

describe('the packed program', () => {
  it('is complete, carries nothing that does not belong into it, and has its fuses set', async (context) => {
    const report = await checkPackage(await packedProgram(context));
    expect(report.problems).toEqual([]);
    // Those of the witness; an Electron from 45 on has every one of them, or could not have been packed.
    const absent = report.fuses.filter(({ found }) => found === 'absent').map(({ name }) => name);
    expect(['GrantFileProtocolExtraPrivileges', 'WasmTrapHandlers']).toEqual(expect.arrayContaining(absent));
    expect(report.fuses.every(({ wanted, found }) => found === wanted || found === 'absent')).toBe(true);
  });

  it('boots, shows its window and backs up', async (context) => {
    const folder = await packedProgram(context);
    const { desktop, add, home, terminal, device } = await scene(context);
    await add('--no-backup');
    const packed = startPacked({
      folder,
      env: { ...desktop.env, ROUTERKEEP_HOME: home },
      args: ['--remote-debugging-port=0'],
    });
    const window = await packed.window();
    await window.getByRole('link', { name: 'Devices' }).waitFor();
    // Built with the same policy, and no script of another reaches its page.
    expect(await window.evaluate(() => [typeof globalThis.window.routerkeep, 'require' in globalThis])).toEqual([
      'object',
      false,
    ]);
    const tray = await desktop.tray.item();
    await tray.choose('Back up all now');
    await tray.until(async (item) => ((await item.toolTip()).startsWith('1 of 1') ? true : undefined));
    expect((await terminal(['verify', 'Office'])).exit).toBe(0);
    expect(device.counters.openSessions).toBe(0);
    await tray.choose('Quit Routerkeep');
    expect(await packed.ended).toBe(0);
  });

  it('shows a device that calls itself something hostile as text, and ends each of its answers in a sentence', async (context) => {
    const fault = injects(context, 'network/hostile-in-window');
    const folder = await packedProgram(context);
    const markup = '<img id="planted" src="x" onerror="document.title=1">\u202e\u001b]0;renamed\u0007';
    const { desktop, add, home, device } = await scene(context, {
      ...{ profile: 'dsm7', hostName: markup },
      behaviour: { pageTitle: markup, listFactsAs: { model: markup, firmware: markup } },
    });
    await add('--no-backup', '--name', 'Office');
    const env = { ...desktop.env, ROUTERKEEP_HOME: home };
    const packed = startPacked({ folder, env, args: ['--remote-debugging-port=0'] });
    const window = await packed.window();
    await window.getByRole('link', { name: 'Devices' }).waitFor();
    const runs = await watchRuns(window);
    const answers: readonly BehaviourChange[] = [
      ...(['html', 'broken-json', 'bomb', 'reset'] as const).map((kind): BehaviourChange => ({
        faults: [{ at: 'start', kind }],
      })),
      ...(['html', 'bomb', 'random', 'disposition-path'] as const).map((kind): BehaviourChange => ({
        faults: [],
        download: { fault: kind },
      })),
    ];
    for (const [index, answer] of answers.entries()) {
      device.behave(answer);
      await window.getByRole('button', { name: 'Back up now' }).first().click();
      await expect.poll(async () => (await runs.ended()).length, { timeout: 60_000 }).toBe(index + 1);
      fault.fired();
    }
    const codes = await runs.ended();
    expect(codes.filter((code) => code !== 'ok' && !(code in errors))).toEqual([]);
    expect(codes).not.toContain('internal');
    expect(codes.at(-1)).toBe('ok');
    expect(await window.locator('#planted, [onerror]').count()).toBe(0);
    const shown = await window.locator('body').innerText();
    expect(shown).toContain('<img id="planted"');
    // Isolates are ours.
    expect(shown).not.toMatch(/(?![\u2068\u2069\n\t])[\p{Cc}\p{Bidi_Control}]/u);
    expect(device.counters.openSessions).toBe(0);
    const tray = await desktop.tray.item();
    await tray.choose('Quit Routerkeep');
    expect(await packed.ended).toBe(0);
  });

  it('plays the demo with its simulated router', async (context) => {
    const folder = await packedProgram(context);
    const desktop = await packedDesktop(context);
    const demo = path.join(output, 'demo');
    const args = ['--demo', '--home', demo, '--remote-debugging-port=0'];
    const window = await startPacked({ folder, env: desktop.env, args }).window();
    await window.getByText('Simulated router').first().waitFor();
    await window.getByRole('button', { name: 'Add device' }).first().click();
    await window.getByRole('textbox', { name: 'Address' }).waitFor();
    expect((await readdir(demo)).sort()).toContain('home');
    expect(await (await desktop.tray.item()).toolTip()).toMatch(/^Simulated router\. /);
  });

  it('ignores a moved clock', async (context) => {
    const folder = await packedProgram(context);
    const { desktop, add, home } = await scene(context);
    await add();
    const later = new Date(Date.now() + 40 * 24 * 3600 * 1000).toISOString();
    const env = { ...desktop.env, ROUTERKEEP_HOME: home, ROUTERKEEP_TEST_NOW: later };
    startPacked({ folder, env, args: ['--hidden'] });
    expect(await (await desktop.tray.item()).toolTip()).toMatch(/^1 of 1/);
  });

  it('refuses --inspect: nothing listens', async (context) => {
    const folder = await packedProgram(context);
    const desktop = await packedDesktop(context);
    const packed = startPacked({ folder, env: desktop.env, args: ['--inspect=0', '--inspect-brk=0', '--hidden'] });
    await desktop.tray.item();
    expect(packed.output()).not.toContain('Debugger listening');
    expect(await listeningPorts(packed.process.pid)).toEqual([]);
  });

  it('is no Node: ELECTRON_RUN_AS_NODE and NODE_OPTIONS change nothing', async (context) => {
    const folder = await packedProgram(context);
    const desktop = await packedDesktop(context);
    const script = path.join(output, 'foreign.cjs');
    await writeFile(script, "process.stdout.write('FOREIGN CODE RAN\\n');");
    const env = { ...desktop.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${script}` };
    const packed = startPacked({ folder, env, args: ['--hidden', script] });
    await desktop.tray.item();
    expect(packed.output()).not.toContain('FOREIGN CODE RAN');
  });

  it('starts no other application that is put beside its archive, and none without the archive', async (context) => {
    const folder = await copyOfProgram(context);
    const desktop = await packedDesktop(context);
    const planted = path.join(folder, 'resources/app');
    await mkdir(planted);
    await writeFile(path.join(planted, 'package.json'), JSON.stringify({ name: 'planted', main: 'planted.js' }));
    await writeFile(
      path.join(planted, 'planted.js'),
      "console.log('FOREIGN CODE RAN'); require('electron').app.exit(0);",
    );
    const beside = startPacked({ folder, env: desktop.env, args: ['--hidden'] });
    await desktop.tray.item();
    expect(beside.output()).not.toContain('FOREIGN CODE RAN');
    beside.process.kill('SIGKILL');
    await beside.ended;
    await rename(path.join(folder, 'resources/app.asar'), path.join(folder, 'resources/away'));
    const alone = await ended(startPacked({ folder, env: desktop.env, args: ['--hidden'] }));
    expect(alone.output).not.toContain('FOREIGN CODE RAN');
    expect(alone.exit).not.toBe(0);
  });

  it('shows its own page, not one that was put beside the archive', async (context) => {
    const folder = await copyOfProgram(context);
    const desktop = await packedDesktop(context);
    const page = path.join(folder, 'resources/app.asar.unpacked/dist/page');
    await mkdir(page, { recursive: true });
    await writeFile(path.join(page, 'index.html'), '<title>FOREIGN PAGE</title>');
    const packed = startPacked({ folder, env: desktop.env, args: ['--remote-debugging-port=0'] });
    const window = await packed.window();
    await window.getByRole('link', { name: 'Devices' }).waitFor();
    expect(await window.title()).not.toContain('FOREIGN');
  });

  it('whose archive was changed is found out by the check, also where the system lets it start', async (context) => {
    const folder = await copyOfProgram(context);
    const archive = path.join(folder, 'resources/app.asar');
    const bytes = await readFile(archive);
    bytes.write('<!DOCTYPE', bytes.indexOf('<!doctype'));
    await writeFile(archive, bytes);
    expect((await checkPackage(folder)).problems).toEqual([expect.stringContaining('is not what the archive')]);
  });
});

async function packedDesktop(context: TestContext): Promise<Desktop> {
  const desktop = await withDesktop(context);
  onTestFinished(desktop.stop);
  return desktop;
}
