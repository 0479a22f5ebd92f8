import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Keeper } from '../../../electron/keeper/types.ts';
import { keepError } from '../../../shared/index.ts';
import { deviceView } from '../fake-keeper.ts';
import { run } from '../run.ts';

interface Entry {
  readonly password: string;
  readonly code?: string;
}

function changing(fail: (entry: Entry, attempt: number) => Error | undefined = () => undefined): {
  keeper: Partial<Keeper>;
  entries: Entry[];
} {
  const entries: Entry[] = [];
  return {
    entries,
    keeper: {
      listDevices: () => Promise.resolve([deviceView()]),
      changePassword: (_, entry) => {
        entries.push(entry);
        const error = fail(entry, entries.length);
        return error ? Promise.reject(error) : Promise.resolve(deviceView());
      },
    },
  };
}

const NASTY = ['  spaces kept  ', '+ & % # = " \' \\ ;', 'äöü ß 日本語 🔑👩‍👩‍👧', '\t', '{0} {name}', 'x'.repeat(127)];

describe('passwd', () => {
  it.each(NASTY)('takes %j from standard input exactly, without its line end', async (password) => {
    for (const end of ['', '\n', '\r\n', '\nsecond line\n']) {
      const { keeper, entries } = changing();
      const { exit, stdout, stderr } = await run(['passwd', 'Office router', '--password-stdin'], {
        keeper,
        stdin: `${password}${end}`,
      });
      expect(exit).toBe(0);
      expect(entries).toEqual([{ password }]);
      if (password.length > 1) expect(stdout + stderr).not.toContain(password);
    }
  });

  it('takes any line of text from standard input, however it is cut into pieces', async () => {
    const line = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\n\r\0]/.test(text));
    await fc.assert(
      fc.asyncProperty(line, async (password) => {
        const { keeper, entries } = changing();
        await run(['passwd', 'x', '--password-stdin'], { keeper, stdin: Buffer.from(`${password}\n`) });
        expect(entries).toEqual([{ password }]);
      }),
      { numRuns: 50 },
    );
  });

  it.each(NASTY)('takes %j at the terminal without showing it', async (password) => {
    const { keeper, entries } = changing();
    const ran = await run(['passwd', 'Office router'], { keeper, answers: [`${password}\r`] });
    expect(ran.exit).toBe(0);
    expect(entries).toEqual([{ password }]);
    expect(ran.stderr).toContain('Password for backup at https://192.168.1.1:8001: \n');
    if (password.length > 1) expect(ran.stdout + ran.stderr).not.toContain(password);
    expect(ran.rawModes).toEqual([true, false]);
  });

  it.each([
    ['Ctrl-C', 'abc\u0003'],
    ['Ctrl-D on an empty line', '\u0004'],
  ])('is cancelled by %s, the echo switched on again', async (_, keys) => {
    const { keeper, entries } = changing();
    const ran = await run(['passwd', 'Office router'], { keeper, answers: [keys] });
    expect({ exit: ran.exit, entries, modes: ran.rawModes }).toEqual({ exit: 130, entries: [], modes: [true, false] });
  });

  it('is cancelled by the signal while it asks, the echo switched on again', async () => {
    const { keeper } = changing();
    const controller = new AbortController();
    const ran = run(['passwd', 'Office router'], {
      keeper: {
        ...keeper,
        listDevices: () => {
          setImmediate(() => controller.abort());
          return Promise.resolve([deviceView()]);
        },
      },
      answers: [],
      signal: controller.signal,
    });
    expect(await ran).toMatchObject({ exit: 130, rawModes: [true, false] });
  });

  it.each([
    ['nothing', '', 'The password is empty.'],
    ['an empty line', '\n', 'The password is empty.'],
    ['bytes that are no text', Buffer.from([0x61, 0xff, 0xfe, 0x0a]), 'no text in UTF-8'],
    ['a NUL', 'a\0b\n', 'cannot be stored'],
    ['megabytes', Buffer.alloc(200_000, 'x'), 'longer than any password'],
  ])('refuses %s on standard input', async (_, stdin, sentence) => {
    const { keeper, entries } = changing();
    const { exit, stderr } = await run(['passwd', 'x', '--password-stdin'], { keeper, stdin });
    expect(exit).toBe(2);
    expect(stderr).toContain(sentence);
    expect(entries).toEqual([]);
  });

  it('asks a person for a code when the device wants one, once', async () => {
    const wanted = keepError('auth/code-needed', { host: 'h', user: 'u' });
    const { keeper, entries } = changing(({ code }) => (code === undefined ? wanted : undefined));
    const { exit } = await run(['passwd', 'x'], { keeper, answers: ['pw\r', '123456\n'] });
    expect(exit).toBe(0);
    expect(entries).toEqual([{ password: 'pw' }, { password: 'pw', code: '123456' }]);
  });

  it('asks nobody where there is nobody', async () => {
    const wanted = keepError('auth/code-needed', { host: 'h', user: 'u' });
    const { keeper, entries } = changing(() => wanted);
    const { exit } = await run(['passwd', 'x', '--password-stdin'], { keeper, stdin: 'pw' });
    expect(exit).toBe(3);
    expect(entries).toHaveLength(1);
  });

  it('says that a device is unknown before it asks for the password', async () => {
    const { exit, stderr } = await run(['passwd', 'Nobody'], {
      keeper: { listDevices: () => Promise.reject(keepError('usage/unknown-device', { name: 'Nobody' })) },
      answers: [],
    });
    expect(exit).toBe(2);
    expect(stderr).not.toContain('Password for');
  });
});
