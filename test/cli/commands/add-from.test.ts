import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scene } from '../scene.ts';

describe('add --from', () => {
  it('adds what it can, one result a row, and the worst exit code', async () => {
    const { device, folder, json, archives } = await scene();
    const rows = [
      'name;address;user;group;fingerprint;vault;allow-http',
      `"Router; upstairs";${device.origin};${device.user};home;${device.fingerprint ?? ''};vault;no`,
      `Attic;${device.origin.replace('127.0.0.1', 'localhost')};${device.user};;${'ab'.repeat(32)};;`,
      `Gone;127.0.0.1:1;${device.user};;;;`,
    ];
    await writeFile(path.join(folder, 'list.csv'), `\uFEFF${rows.join('\r\n')}\r\n`);
    const stdin = `${device.password}\nother\nthird\n`;
    const ran = await json(['add', '--from', 'list.csv', '--password-stdin'], { stdin });
    expect(ran.exit).toBe(3);
    expect(ran.results).toMatchObject([
      { line: 2, device: 'Router; upstairs', group: 'home', backup: { ok: true } },
      { line: 3, device: 'Attic', ok: false, error: { code: 'tls/untrusted' } },
      { line: 4, device: 'Gone', ok: false, error: { code: 'network/refused' } },
    ]);
    expect(await archives()).toHaveLength(1);
    expect(JSON.stringify(ran)).not.toContain(device.password);
  });

  it('tells every wrong line with its number before anything is contacted', async () => {
    const { device, folder, run } = await scene();
    const rows = [
      'address,user,name,fingerprint',
      `${device.origin},${device.user},Fine,`,
      ',nobody,,',
      `192.168.1.2,,No user,`,
      `192.168.1.3,x,fine,`,
      `192.168.1.4,x,,AB:CD`,
    ];
    await writeFile(path.join(folder, 'list.csv'), rows.join('\n'));
    const ran = await run(['add', '--from', 'list.csv', '--password-stdin'], { stdin: 'a\nb\nc\nd\ne\n' });
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toMatch(
      /Line 3: That is no address.*Line 4: That is no user name.*Line 5: The name stands in line 2.*Line 6:/s,
    );
    expect(device.requests).toEqual([]);
  });

  it.each([
    ['address,user\n', /names no device/],
    ['adress,user\nx,y\n', /no column "adress"/],
    ['address,name\nx,y\n', /column "user" is missing/],
    ['address,user\nx,y,z\n', /Line 2 of .* more or fewer fields/],
    ['address,user\n"x,y\n', /a quote is not closed/],
    ['address,user,allow-http\nx,y,perhaps\n', /Line 2: allow-http is yes, no, or empty/],
  ])('refuses %j', async (text, sentence) => {
    const { folder, run } = await scene();
    await writeFile(path.join(folder, 'list.csv'), text);
    const ran = await run(['add', '--from', 'list.csv', '--password-stdin'], { stdin: 'a\n' });
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toMatch(sentence);
  });

  it('wants a password for each device before it begins', async () => {
    const { device, folder, run } = await scene();
    await writeFile(path.join(folder, 'list.csv'), `address\n${device.origin}\nlocalhost\n`);
    const ran = await run(['add', '--from', 'list.csv', '--user', 'x', '--password-stdin'], { stdin: 'one\n' });
    expect(ran).toMatchObject({ exit: 2 });
    expect(ran.stderr).toContain('There are 2 devices, but 1 password came on standard input.');
    expect(device.requests).toEqual([]);
  });

  it('asks for one password after the other at a terminal', async () => {
    const { device, folder, run } = await scene();
    await writeFile(path.join(folder, 'list.csv'), `address,user\n${device.origin},${device.user}\n`);
    const answers = ['y\n', `${device.password}\r`];
    const ran = await run(['add', '--from', 'list.csv', '--vault', 'vault', '--no-backup'], { answers });
    expect(ran.exit).toBe(0);
    expect(ran.stdout).toContain('1 of 1 device added.');
  });
});
