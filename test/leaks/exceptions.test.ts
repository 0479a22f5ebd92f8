import { AxiosError } from 'axios';
import { describe, expect, it } from 'vitest';
import { run } from '../cli/run.ts';
import { add, backUp, everything, filesBelow, makeBench, makeDevice } from '../keeper/harness.ts';
import { leaksIn, text } from './needles.ts';
import { awkwardPassword, letters, needle } from './secrets.ts';

/** What somebody below may throw, with the secret wherever an error can carry it. */
function thrownWith(secret: string): readonly (readonly [what: string, thrown: unknown])[] {
  const config = { data: `passwd=${encodeURIComponent(secret)}`, headers: { Cookie: `id=${secret}` } };
  const axios = new AxiosError(`refused ${secret}`, 'ERR_BAD_REQUEST', config as never, { body: secret });
  const nested = new Error('outer', { cause: new TypeError(`inner ${secret}\n    at ${secret} (file.js:1:1)`) });
  return [
    ['an error with it in its message', new Error(`the password ${secret} was refused`)],
    ['an error with it in its cause', nested],
    ['an error of the HTTP library', axios],
    ['an error named after it', Object.assign(new Error('x'), { name: secret, code: secret })],
    ['a text', secret],
    ['an object', { message: secret, toString: () => secret }],
    ['several at once', new AggregateError([new Error(secret)], secret)],
  ];
}

describe('an exception that nobody foresaw', () => {
  it('shows its kind and no secret in it, as text, as JSON and to somebody who looks for a defect', async () => {
    const secret = awkwardPassword();
    for (const [what, thrown] of thrownWith(secret)) {
      for (const argv of [['list'], ['list', '--json']]) {
        let asked = 0;
        const keeper = {
          overview: async () => {
            await Promise.resolve();
            asked += 1;
            throw thrown;
          },
        };
        const { exit, stdout, stderr } = await run(argv, { keeper, env: { ROUTERKEEP_DEBUG: '1' } });
        expect([exit, asked], what).toEqual([1, 1]);
        expect(`${stdout}${stderr}`, what).toMatch(/\S/);
        expect(leaksIn([needle('secret', secret)], [text(what, stdout), text(what, stderr)])).toEqual([]);
      }
    }
  });

  it('of a part below a backup leaves no secret in history, log, result and files', async () => {
    const secret = `${letters(12)} "<%${letters(12)}`;
    for (const [what, thrown] of thrownWith(secret)) {
      const log: string[] = [];
      let broken = false;
      const bench = await makeBench(undefined, undefined, {
        log: (line) => void log.push(line),
        randomBytes: (count) => {
          if (broken) throw thrown;
          return new Uint8Array(count).fill(7);
        },
      });
      await add(bench, await makeDevice(), { backUp: false });
      broken = true;
      const result = await backUp(bench);
      expect(result.ok, what).toBe(false);
      const history = JSON.stringify(await bench.keeper.history(everything));
      const shown = [text('result', JSON.stringify(result)), text('log', log.join('\n')), text('history', history)];
      expect(log.length).toBeGreaterThan(0);
      expect(leaksIn([needle('secret', secret)], [...shown, ...(await filesBelow(bench.folder))])).toEqual([]);
    }
  });
});

describe('the name of a file in an archive', () => {
  it('stands in the archive alone', async () => {
    const bench = await makeBench();
    const device = await makeDevice();
    const name = letters(24);
    device.changeSetting(`ConfigBkp/srm/usr/syno/etc/openvpn/${name}.ovpn`, 'key="x"');
    await add(bench, device);
    const result = await backUp(bench);
    expect(result.ok).toBe(true);
    const files = [...(await filesBelow(bench.folder))].filter(([file]) => !file.endsWith('.dss'));
    expect(files.length).toBeGreaterThan(4);
    expect(leaksIn([needle('name', name)], [text('result', JSON.stringify(result)), ...files])).toEqual([]);
  });
});
