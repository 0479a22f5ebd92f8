import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { injects } from '../../faults/index.ts';
import { scene } from '../scene.ts';

const PASSWORD = 'Schlüssel €1 ';
const UTF16_MARK = Buffer.from([0xff, 0xfe]);

describe('a password from standard input', () => {
  it.each([
    ['with the byte order mark of UTF-8', Buffer.from(`\uFEFF${PASSWORD}\n`)],
    ['with a mark behind it, of files that were joined', Buffer.from(`${PASSWORD}\uFEFF`)],
    ['with the line end of Windows', Buffer.from(`${PASSWORD}\r\n`)],
    ['with the line end of old Macs', Buffer.from(`${PASSWORD}\r`)],
    ['with the line end of mainframes', Buffer.from(`${PASSWORD}\u0085`)],
    ['in UTF-16, as PowerShell writes it', Buffer.concat([UTF16_MARK, Buffer.from(`${PASSWORD}\r\n`, 'utf16le')])],
  ])('signs in %s, and keeps a blank at its end', async (_, stdin) => {
    const { device, run } = await scene({ profile: 'srm-strict', password: PASSWORD });
    const ran = await run(
      [
        'add',
        device.origin,
        '--user',
        device.user,
        '--fingerprint',
        device.fingerprint ?? '',
        '--no-backup',
        '--vault',
        'vault',
        '--password-stdin',
      ],
      { stdin },
    );
    expect(ran.exit).toBe(0);
    expect(device.counters.logins).toBe(1);
  });

  it.each([
    ['in the code page of Windows', Buffer.from('Schl\u00fcssel\n', 'latin1')],
    ['in UTF-16 that nothing announces', Buffer.from('Secret 1\n', 'utf16le')],
    ['with a mark in its middle', Buffer.from('Sec\uFEFFret\n')],
    ['that something replaced on its way', Buffer.from('Schl\uFFFDssel\n')],
  ])('is refused %s, and no device is bothered', async (_, stdin) => {
    const { device, run } = await scene();
    const ran = await run(
      ['add', device.origin, '--user', device.user, '--fingerprint', device.fingerprint ?? '', '--password-stdin'],
      { stdin },
    );
    expect(ran.exit).toBe(2);
    expect(ran.stderr).not.toContain('ssel');
    expect(device.counters.logins).toBe(0);
  });
});

describe('settings of another computer', () => {
  it('are read from what an editor made of them, and never guessed where nobody looks', async () => {
    const { device, folder, run } = await scene();
    const arguments_ = [
      '--user',
      device.user,
      '--fingerprint',
      device.fingerprint ?? '',
      '--no-backup',
      '--vault',
      'vault',
    ];
    await run(['add', device.origin, '--name', 'Büro', '--password-stdin', ...arguments_], {
      stdin: `${device.password}\n`,
    });
    const text = (await run(['settings', 'export', '-'])).stdout;
    const other = {
      ROUTERKEEP_HOME: path.join(folder, 'other'),
      ROUTERKEEP_SECRETS: 'file',
      ROUTERKEEP_MASTER_KEY: 'key',
    };
    await writeFile(path.join(folder, 'ansi.json'), text, 'latin1');
    const guessed = await run(['settings', 'import', 'ansi.json'], { env: other });
    expect(guessed).toMatchObject({ exit: 2, stderr: expect.stringContaining('UTF-8') as string });
    const looked = await run(['settings', 'import', 'ansi.json'], { env: other, answers: ['n\n'] });
    expect(looked.stderr).toContain('Büro');
    expect(looked.exit).toBe(2);
    await writeFile(path.join(folder, 'wide.json'), Buffer.concat([UTF16_MARK, Buffer.from(text, 'utf16le')]));
    const wide = await run(['settings', 'import', 'wide.json'], { env: other });
    expect(wide.stdout).toContain('Büro: added');
  });
});

describe('a list of devices', () => {
  const rows = (origin: string, user: string, fingerprint = ''): string =>
    `address;user;name;fingerprint\r\n${origin};${user};Büro;${fingerprint}\r\n`;

  it.each([
    ['UTF-8 with its mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', (text: string) => Buffer.concat([UTF16_MARK, Buffer.from(text, 'utf16le')])],
    ['UTF-16 without a mark', (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-8 with the line ends of old Macs', (text: string) => Buffer.from(text.replaceAll('\r\n', '\r'))],
  ])('is read from %s', async (_, encode) => {
    const { device, folder, json } = await scene();
    await writeFile(path.join(folder, 'list.csv'), encode(rows(device.origin, device.user, device.fingerprint)));
    const ran = await json(['add', '--from', 'list.csv', '--no-backup', '--vault', 'vault', '--password-stdin'], {
      stdin: `${device.password}\n`,
    });
    expect(ran.results).toMatchObject([{ device: 'Büro' }]);
  });

  it('in the code page of Windows is shown to somebody, or refused where nobody is there', async (context) => {
    const fault = injects(context, 'terminal/other-encoding');
    const { device, folder, run } = await scene();
    await writeFile(path.join(folder, 'list.csv'), rows(device.origin, device.user, device.fingerprint), 'latin1');
    const alone = await run(['add', '--from', 'list.csv', '--no-backup', '--vault', 'vault', '--password-stdin'], {
      stdin: 'x\n',
    });
    fault.fired();
    expect(alone.exit).toBe(2);
    expect(alone.stderr).toContain('UTF-8');
    expect(device.requests).toEqual([]);
    const refused = await run(['add', '--from', 'list.csv', '--no-backup'], { answers: ['n\n'] });
    expect(refused.stderr).toContain('Büro');
    expect(refused.exit).toBe(2);
    expect(device.requests).toEqual([]);
  });
});
