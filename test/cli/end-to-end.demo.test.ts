import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonOf } from './run.ts';
import { scene } from './scene.ts';

describe('demo', () => {
  it.each(['srm-strict', 'dsm5', 'dsm7'])('does the whole job with %s', async (profile) => {
    const { program, folder, files: present } = await scene();
    const home = path.join(folder, 'demo');
    const { exit, stdout, stderr } = await program(['demo', '--profile', profile, '--home', home]);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toContain('The settings changed since the last backup.');
    // Everything is in the one folder it says how to delete.
    expect(stdout).toContain(process.platform === 'win32' ? `rmdir /s /q "${home}"` : `rm -r '${home}'`);
    for (const file of await present()) expect(file.startsWith(home + path.sep)).toBe(true);
    const files = [...stdout.matchAll(/^ +(\/.*\.dss)$/gm)].map(([, file]) => file ?? '');
    expect(files).toHaveLength(2);
    expect(new Set(files).size).toBe(2);
    // "With the paths of two files that open": the program itself is asked, as a person would.
    const verified = await program(['verify', ...files]);
    expect(verified.stdout).toContain('2 of 2 archives are good.');
    expect(verified.exit).toBe(0);
    const guide = /^ +(\/.*HOW-TO-RESTORE\.html)$/m.exec(stdout)?.[1] ?? '';
    expect(await readFile(guide, 'utf8')).toContain('Restore');
    for (const line of stdout.split('\n')) expect(line).not.toMatch(/undefined|\[object|\{.*\}/);
  });

  it('gives both results with --json', async () => {
    const { program, folder } = await scene();
    const ended = await program(['demo', '--json', '--home', path.join(folder, 'demo')]);
    expect(ended).toMatchObject({ exit: 0, stderr: '' });
    const { ok, command, results } = jsonOf(ended);
    expect({ ok, command }).toEqual({ ok: true, command: 'demo' });
    expect(results).toMatchObject([
      { device: 'Demo router', ok: true, verified: true, changed: null },
      { device: 'Demo router', ok: true, verified: true, changed: true },
    ]);
    expect(results[0]?.contentHash).not.toBe(results[1]?.contentHash);
  });

  it('never works in a folder that holds something', async () => {
    const { program, add, folder } = await scene();
    await add();
    for (const home of [path.join(folder, 'home'), folder]) {
      const { exit, stderr } = await program(['demo', '--home', home]);
      expect(exit).toBe(2);
      expect(stderr).toContain('is not empty');
    }
  });
});
