import { describe, expect, it } from 'vitest';
import { jsonOf, run } from './run.ts';
import { injects } from '../faults/index.ts';

/** Every way to get a command line wrong before anything is done: arguments, sentence, hint. */
const WRONG: readonly (readonly [string[], RegExp, RegExp])[] = [
  [['frobnicate'], /no command "frobnicate"/, /routerkeep --help/],
  [['lst'], /no command "lst"/, /Did you mean "list"\?/],
  [['help', 'lst'], /no command "lst"/, /Did you mean "list"\?/],
  [['help', 'frobnicate'], /no command "frobnicate"/, /--help/],
  [['--json'], /No command was given/, /--help/],
  [['list', '--jsn'], /no option "--jsn"/, /Did you mean "--json"\? "routerkeep help list"/],
  [['add', '--from', 'x.csv', '--password-stdin'], /x\.csv cannot be read/, /CSV file with the columns/],
  [['add', '192.168.1.1', '--from', 'x.csv'], /ADDRESS belongs to one device/, /without --from/],
  [['list', '-x'], /no option "-x"/, /help list/],
  [['list', 'a'], /more on the command line/, /help list/],
  [['history', 'a', 'b'], /more on the command line/, /help history/],
  [['probe'], /ADDRESS is missing/, /help probe/],
  [['add', '--user', 'u'], /ADDRESS is missing/, /help add/],
  [['add', '192.168.1.1'], /--user is needed/, /help add/],
  [['add', '192.168.1.1', '--user'], /--user needs a value/, /help add/],
  [['add', '192.168.1.1', '--user', '--name', 'x'], /--user needs a value/, /help add/],
  [['add', '192.168.1.1', '--fingerprint', '--user', 'u'], /--fingerprint needs a value/, /help add/],
  [['list', '--home', '--json'], /--home needs a value/, /help list/],
  [['trust', 'Office'], /not said what to trust/, /--fingerprint/],
  [['list', '--home'], /--home needs a value/, /help list/],
  [['list', '--home', ''], /--home needs the path/, /Leave it out/],
  [['list', '--home', '   '], /--home needs the path/, /Leave it out/],
  [['probe', ''], /no address/, /192\.168\.1\.1/],
  [['probe', '  '], /no address/, /192\.168\.1\.1/],
  [['add', '192.168.1.1', '--user', ''], /no user name/, /--user/],
  [['add', '192.168.1.1', '--user', 'a\nb'], /no user name/, /--user/],
  [['add', '192.168.1.1', '--user', 'u', '--name', ' '], /no name/, /visible/],
  [['add', '192.168.1.1', '--user', 'u', '--name', 'a\u0007b'], /no name/, /visible/],
  [['add', '192.168.1.1', '--user', 'u', '--otp', '12'], /no one-time code/, /six to eight/],
  [['add', '192.168.1.1', '--user', 'u', '--otp', 'abcdef'], /no one-time code/, /six to eight/],
  [['add', '192.168.1.1', '--user', 'u', '--fingerprint', 'AB:CD'], /not a SHA-256/, /64/],
  [['add', '192.168.1.1', '--user', 'u', '--vault', ''], /no folder/, /--vault/],
  [['add', '192.168.1.1', '--user', 'u', '--group', ''], /no group/, /--group/],
  [['backup', 'a', '--all'], /says twice/, /only one/],
  [['backup', '--all', '--group', 'g'], /says twice/, /only one/],
  [['verify', 'a', '--all'], /says twice/, /only one/],
  [['trust', 'Office', '--fingerprint', 'zz'], /not a SHA-256/, /64/],
  [['demo', '--profile', 'srm'], /no such simulated device/, /srm-strict/],
  [['add', '192.168.1.1', '--user', 'u'], /password is needed/, /--password-stdin/],
  [['passwd', 'Office'], /password is needed/, /--password-stdin/],
];

describe('a wrong command line', () => {
  it.for(WRONG)('%j gets one sentence and a hint', async ([argv, sentence, hint], context) => {
    const fault = injects(context, 'terminal/wrong-usage');
    const { exit, stdout, stderr } = await run(argv);
    expect(exit).toBe(2);
    fault.fired();
    if (argv.includes('--json')) return;
    expect(stdout).toBe('');
    const [message, advice, ...rest] = stderr.trimEnd().split('\n');
    expect(message).toMatch(sentence);
    expect(message).toMatch(/[.?]$/);
    expect(advice).toMatch(/^ {2}Hint: /);
    expect(advice).toMatch(hint);
    expect(rest).toEqual([]);
  });

  it.each(WRONG)('%j with --json gets one object and silence on standard error', async (argv, sentence, hint) => {
    const ran = await run(['--json', ...argv]);
    const { ok, error, results } = jsonOf(ran);
    expect({ ok, results, exit: ran.exit, stderr: ran.stderr }).toEqual({
      ok: false,
      results: [],
      exit: 2,
      stderr: '',
    });
    expect(error).toMatchObject({ code: 'usage/invalid', retry: 'never' });
    expect(error?.message).toMatch(sentence);
    expect(error?.hint).toMatch(hint);
  });

  it('says which command it belonged to', async () => {
    expect(jsonOf(await run(['list', '--jsn', '--json'])).command).toBe('list');
    expect(jsonOf(await run(['nothing', '--json'])).command).toBeNull();
    expect(jsonOf(await run(['--home', 'backup', 'list', 'x', '--json'])).command).toBe('list');
  });

  it('shows the help on standard error when nothing was typed', async () => {
    const { exit, stdout, stderr } = await run([]);
    expect(exit).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: routerkeep');
  });
});

describe('an older Node.js', () => {
  it('is told before anything it lacks is loaded', async () => {
    const { exit, stderr } = await run(['list'], { nodeVersion: '20.20.2' });
    expect(exit).toBe(2);
    expect(stderr).toContain('needs Node.js 24 or newer; this is 20.20.2.');
    expect(stderr).toContain('npx -y -p node@24');
    expect(jsonOf(await run(['list', '--json'], { nodeVersion: '22.1.0' }))).toMatchObject({
      ok: false,
      command: 'list',
    });
    expect((await run(['--version'], { nodeVersion: '20.20.2' })).exit).toBe(0);
  });
});

describe('a password on the command line', () => {
  const SECRET = 'hunter2 & "co"';
  it.each([
    [['add', 'router.lan', '--user', 'u', '--password', SECRET]],
    [['add', 'router.lan', '--user', 'u', `--password=${SECRET}`]],
    [['add', 'router.lan', '--user', 'u', `--passwd=${SECRET}`]],
    [['passwd', 'Office', '--pass', SECRET]],
    [['add', `https://u:${SECRET}@router.lan`, '--user', 'u']],
    [['add', `u:${SECRET}@router.lan`, '--user', 'u']],
    [['probe', `http://u:${SECRET}@router.lan:8000`]],
    [['doctor', `https://u:${SECRET}@router.lan`]],
    [[`https://u:${SECRET}@router.lan`]],
  ])('%j is refused and not repeated', async (argv) => {
    for (const extra of [[], ['--json']]) {
      const { exit, stdout, stderr } = await run([...argv, ...extra]);
      expect(exit).toBe(2);
      expect(stdout + stderr).toMatch(/never given on the command line|holds no user name and no password/);
      expect(stdout + stderr).not.toContain('hunter2');
    }
  });

  it.each([
    [['list', '--secret=hunter2']],
    [['list', 'a', 'hunter2']],
    [['add', 'router.lan', 'hunter2', '--user', 'u']],
    [['add', 'router.lan', '--user', 'u', '--otp', 'hunter2']],
  ])('%j does not repeat what may have been meant as one', async (argv) => {
    for (const extra of [[], ['--json']]) {
      const { exit, stdout, stderr } = await run([...argv, ...extra]);
      expect(exit).toBe(2);
      expect(stdout + stderr).not.toContain('hunter2');
    }
  });
});

describe('--json and --home', () => {
  it.each([
    [['--json', 'list']],
    [['list', '--json']],
    [['--home', 'h', '--json', 'list']],
    [['list', '--json', '--home', 'h']],
    [['--json', 'list', '--home=h']],
  ])('are taken before and behind the command: %j', async (argv) => {
    const homes: (string | undefined)[] = [];
    const { fakeKeeper, overviewOf } = await import('./fake-keeper.ts');
    const keeper = { overview: () => Promise.resolve(overviewOf([])) };
    const ran = await run(argv, {
      openKeeper: ({ home }) => {
        homes.push(home);
        return Promise.resolve(fakeKeeper(keeper));
      },
    });
    expect(jsonOf(ran)).toEqual({ ok: true, command: 'list', results: [] });
    expect(homes).toEqual([argv.some((argument) => argument.startsWith('--home')) ? '/srv/h' : undefined]);
  });
});
