import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKeeper } from '../../electron/compose/index.ts';
import { problemReport } from '../../electron/shell/report/problem-report.ts';
import { doctorText } from '../../electron/shell/report/doctor-text.ts';
import type { DoctorReport } from '../../electron/keeper/index.ts';
import { overviewSchema } from '../../shared/ipc/index.ts';
import { sampleDevice, sampleOverview } from '../shell/sample.ts';
import { sampleAdding } from '../window/sample-adding.ts';
import { leakScene, sessionSecrets } from './leak-scene.ts';
import { leaksIn, text } from './needles.ts';
import { needle } from './secrets.ts';

describe('what is copied for somebody who helps', () => {
  it('holds no secret, and names nobody: neither the devices of now nor one that was removed', async () => {
    const it = await leakScene({ profile: 'srm-lenient', user: 'anna-of-the-backups' }, 'sources');
    const place = path.join(it.folder, 'tmp');
    for (const name of ['Grandmother', 'Lighthouse']) {
      const added = await it.once([...it.addArguments, '--name', name, '--no-backup'], `${it.password}\n`);
      expect(added.exit).toBe(0);
      await it.once(['set', 'copy-to', place]);
      it.device.behave({ taskFailure: 'data-error' });
      await it.once(['backup', name]);
      it.device.behave({ taskFailure: null });
      await it.once(['backup', name]);
      if (name === 'Grandmother') await it.once(['remove', name]);
    }
    const home = path.join(it.folder, 'home');
    const keyFile = path.join(it.folder, 'none');
    const keeper = await openKeeper({ home, env: { ROUTERKEEP_SECRETS: 'file', ROUTERKEEP_MASTER_KEY_FILE: keyFile } });
    const overview = overviewSchema.parse(await keeper.overview());
    keeper.close();
    const log = await readFile(path.join(home, 'logs', 'routerkeep.log'), 'utf8');
    expect(log).toMatch(/Grandmother[^]*Lighthouse/);
    const facts = { overview, surroundings: 'Routerkeep', place: 'devices', adding: undefined, problem: undefined };
    const report = problemReport({ ...facts, log });
    expect(report).toMatch(/\[another device\]: task\/failed/);
    expect(report).toMatch(/\[device 1\]: task\/failed/);

    const doctor = await it.once(['doctor', 'Lighthouse', '--json']);
    const { results } = JSON.parse(doctor.stdout) as { readonly results: readonly DoctorReport[] };
    const diagnosis = results.map(doctorText).join();
    expect(diagnosis).toMatch(/^ok {7}Reach$/m);
    const known = { name: 'Lighthouse', removed: 'Grandmother', user: it.device.user, serial: it.device.serial };
    const folders = { folder: it.folder, home };
    const private_ = Object.entries({ ...known, ...folders }).map(([name, secret]) => needle(name, secret));
    expect(leaksIn(private_, [text('report', report), text('diagnosis', diagnosis)])).toEqual([]);
    const secrets = [needle('password', it.password), ...sessionSecrets(it.device.requests)];
    expect(leaksIn(secrets, [text('report', report), text('diagnosis', diagnosis)])).toEqual([]);
  });

  /** Everything of a home that can tell whose it is, the window's own words among them. */
  const told = (user: string, folder: string, name: string): string => {
    const device = sampleDevice({ name, user, folder, group: `${name} group`, copies: [] });
    const log = [
      `[2026-11-21T03:00:12.345Z] ${name}: verified ${name}_20261121.dss, 92000 bytes`,
      `[2026-11-21T03:00:13.345Z] ${name}: vault/missing: The folder ${folder} is not there; ${user} was told.`,
      `[2026-11-21T03:00:14.345Z] watch: home/unusable: ${folder} cannot be written.`,
      `[2026-11-21T03:00:15.345Z] ${folder} and ${user} at the start of a line`,
      `${name} without any form`,
    ].join('\n');
    const problem = [
      `TypeError: Cannot read properties of undefined (reading '${name}')`,
      `    at ${user} (file://${folder}/page.js:12:34)`,
      `    at renderCard (app://routerkeep/assets/index.js:1:23456)`,
    ].join('\n');
    const overview = sampleOverview([device]);
    return problemReport({ overview, surroundings: 'Routerkeep', log, place: 'devices', adding: undefined, problem });
  };

  it('is the same whoever it is about: words that are also accounts leave no gap', () => {
    const one = told('backup', '/mnt/anna/vault', 'Grandmother');
    expect(one).toBe(told('somebody', '/srv/old', 'Lighthouse'));
    expect(one).toContain('[device 1]: verified\n');
    expect(one).toContain('[device 1]: vault/missing\n');
    expect(one).toContain('watch: home/unusable\n');
    expect(one).toContain('TypeError: Cannot read properties of undefined\n    at ');
    expect(one).toContain('at 1:23456');
    expect(one).not.toMatch(/anna|Grandmother|vault\b(?!\/)/);
  });

  it("takes from the window what is the program's own and nothing else", () => {
    const report = told('backup', '/mnt/anna/vault', 'Router');
    const planted = problemReport({
      overview: sampleOverview([]),
      surroundings: 'Routerkeep',
      log: '',
      place: 'anna',
      adding: undefined,
      problem: 'anna at 192.168.1.1\n    at anna@example.org\n    the vault /mnt/anna',
    });
    const adding = { ...sampleAdding('check'), checks: [], error: undefined };
    const strange = { name: 'SYNO.anna at home', path: 'anna', minVersion: 1, maxVersion: 2 };
    const offered = adding.report === undefined ? {} : { report: { ...adding.report, apis: [strange] } };
    const added = problemReport({
      overview: sampleOverview([]),
      surroundings: 'Routerkeep',
      log: '',
      place: 'add',
      adding: { ...adding, ...offered },
      problem: undefined,
    });
    expect(added).not.toContain('anna');
    expect(planted).toBe('Routerkeep\nscheduler: here\nError\n\n...\n');
    expect(report).not.toContain('Router_2026');
  });
});
