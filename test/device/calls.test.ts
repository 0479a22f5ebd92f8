import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CALLS, PAGES, type Call } from '../../electron/device/calls.ts';

const folder = path.resolve(import.meta.dirname, '../../electron/device');

/** All that a program may do that only takes backups; written out once more so that a slip in the table shows. */
const HARMLESS = [
  'SYNO.API.Info query',
  'SYNO.API.Encryption getinfo',
  'SYNO.API.Auth login',
  'SYNO.API.Auth logout',
  'SYNO.API.Auth.Type get',
  'SYNO.Core.Desktop.Initdata get',
  'SYNO.Mesh.System.Info get',
  'SYNO.DSM.Info getinfo',
  'SYNO.Core.System info',
  'SYNO.Backup.Config.Backup list',
  'SYNO.Backup.Config.Backup start',
  'SYNO.Backup.Config.Backup status',
  'SYNO.Backup.Config.Backup download',
];

describe('the table of calls', () => {
  const calls: readonly Call[] = Object.values(CALLS);

  it('holds nothing that changes a device', () => {
    expect(calls.map(({ api, method }) => `${api} ${method}`).sort()).toEqual([...HARMLESS].sort());
    expect(Object.values(PAGES).map((page) => page.path)).toEqual([
      '/webman/login.cgi',
      '/webman/logout.cgi',
      '/webman/index.cgi',
      '/webman/modules/authenticate.cgi',
    ]);
  });

  it('never repeats what signs in, begins a job or fetches its file', () => {
    const once = calls.filter(({ repeatable }) => !repeatable).map(({ method }) => method);
    expect(once).toEqual(['login', 'start', 'download']);
    expect(PAGES.login.repeatable).toBe(false);
  });

  it('is the only way out: requests are made in one file', async () => {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
    const senders: string[] = [];
    for (const name of files) {
      const source = await readFile(path.join(folder, name), 'utf8');
      if (source.includes('.exchange(')) senders.push(name);
    }
    expect(senders).toEqual(['send.ts']);
  });

  it('names the restore call nowhere in the code', async () => {
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.ts'))) {
      const source = await readFile(path.join(folder, name), 'utf8');
      const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
      expect(code, name).not.toMatch(/Restore|AutoBackup/);
    }
  });
});
