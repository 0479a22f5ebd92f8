import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKeeper } from '../../electron/compose/index.ts';
import { problemReport } from '../../electron/shell/report/problem-report.ts';
import { redactor } from '../../electron/shell/report/redact.ts';
import { overviewSchema } from '../../shared/ipc/index.ts';
import { sampleOverview } from '../shell/sample.ts';
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
    const facts = {
      overview,
      home,
      adding: undefined,
      surroundings: 'Routerkeep',
      place: 'devices',
      problem: undefined,
    };
    const report = problemReport({ ...facts, log });
    expect(report).toMatch(/\[another device\]: task\/failed/);
    expect(report).toMatch(/\[device 1\]: task\/failed: The device at /);

    const doctor = await it.once(['doctor', 'Lighthouse']);
    const diagnosis = redactor(overview, { home })(doctor.stdout);
    const known = { name: 'Lighthouse', removed: 'Grandmother', user: it.device.user, serial: it.device.serial };
    const folders = { folder: it.folder, home };
    const private_ = Object.entries({ ...known, ...folders }).map(([name, secret]) => needle(name, secret));
    expect(leaksIn(private_, [text('report', report), text('diagnosis', diagnosis)])).toEqual([]);
    const secrets = [needle('password', it.password), ...sessionSecrets(it.device.requests)];
    expect(leaksIn(secrets, [text('report', report), text('diagnosis', diagnosis)])).toEqual([]);
  });

  it('takes out addresses of every kind, also of people and network cards, and the folder of a person', () => {
    const redact = redactor(sampleOverview([]));
    expect(redact('at fe80::1:2:3:4%eth0, 00:11:32:aa:bb:cc, 10.0.0.7, anna@example.org, 15:48:24')).toBe(
      'at [redacted], [redacted], [redacted], [redacted], 15:48:24',
    );
    expect(redact(String.raw`/home/anna/Documents/x, /Users/anna/y, C:\Users\anna\z`)).toBe(
      String.raw`/home/[user]/Documents/x, /Users/[user]/y, C:\Users\[user]\z`,
    );
  });
});
