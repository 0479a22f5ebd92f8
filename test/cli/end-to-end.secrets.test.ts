import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { archiveSecrets, type Simulator } from '../device-simulator/index.ts';
import { addArguments, scene } from './scene.ts';

const PASSWORD = 'S3cr3t "pass" & wörd+1/%';
const WRONG = 'N0t-the "right" öne+2/%';
const CODE = '493817';
const HOST = 'Secretive';

/** The forms in which a value may be written down by mistake. */
function formsOf(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret);
  const percent = encodeURIComponent(secret);
  const texts = [
    secret,
    percent,
    percent.toLowerCase(),
    percent.replaceAll('%20', '+'),
    encodeURIComponent(percent),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    secret.replaceAll('"', '&quot;'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    // Without the last group, whose letters depend on what follows.
    bytes.toString('base64').replace(/=+$/, '').slice(0, -2),
    bytes.toString('base64url').slice(0, -2),
  ];
  return [...texts.map((text) => Buffer.from(text)), Buffer.from(secret, 'utf16le'), Buffer.from(secret, 'latin1')];
}

/** What the device handed out or was shown, and must stay between the two. */
function sessionSecrets(device: Simulator): readonly string[] {
  return device.requests.flatMap(({ params, headers }) =>
    [params._sid, params.SynoToken, headers['x-syno-token'], headers.cookie].filter(
      (value): value is string => value !== undefined && value.length > 5,
    ),
  );
}

/** Where a secret stands, in whatever form. */
function placesOf(secret: string, texts: readonly (readonly [place: string, bytes: Buffer])[]): readonly string[] {
  const forms = formsOf(secret);
  return texts.filter(([, bytes]) => forms.some((form) => bytes.includes(form))).map(([place]) => place);
}

describe('secrets', () => {
  it('would be found wherever they stood, in each of the forms', () => {
    const clean = Buffer.from('nothing to see here');
    for (const secret of [PASSWORD, WRONG, CODE]) {
      expect(placesOf(secret, [['file', clean]])).toEqual([]);
      for (const form of formsOf(secret)) {
        const planted = Buffer.concat([clean, Buffer.from([0]), form, clean]);
        expect(placesOf(secret, [['file', planted]])).toEqual(['file']);
      }
    }
    expect(new Set(formsOf(PASSWORD).map(String)).size).toBeGreaterThan(10);
  });

  it.each(['srm-lenient', 'dsm7', 'dsm5'] as const)(
    'of %s are in no file of home, vault or log, in no output, argument or address',
    async (profile) => {
      const { device, run, env, files, archives } = await scene({ profile, password: PASSWORD, hostName: HOST });
      const shown: string[] = [];
      const secrets = new Set([PASSWORD, WRONG, CODE, env.ROUTERKEEP_MASTER_KEY ?? '']);
      const collect = (): void => {
        for (const secret of sessionSecrets(device)) secrets.add(secret);
        for (const { url, headers } of device.requests) shown.push(url, headers.referer ?? '');
        device.forget();
      };
      const step = async (argv: readonly string[], stdin = ''): Promise<void> => {
        for (const more of [[], ['--json']]) {
          const { stdout, stderr } = await run([...argv, ...more], { stdin, env: { ...env, ROUTERKEEP_DEBUG: '1' } });
          shown.push(stdout, stderr);
          collect();
        }
      };
      const add = addArguments(device);
      await step([...add, '--otp', CODE, '--no-backup'], `${WRONG}\n`);
      await step([...add, '--name', 'Router', '--vault', 'vault'], `${PASSWORD}\n`);
      await step(['backup', 'Router']);
      await step(['passwd', 'Router', '--password-stdin'], `${WRONG}\n`);
      await step(['passwd', 'Router', '--password-stdin'], `${PASSWORD}\n`);
      await step(['doctor', 'Router']);
      device.behave({ loginAnswer: 403 });
      await step(['passwd', 'Router', '--password-stdin', '--otp', CODE], `${PASSWORD}\n`);
      await step(['backup', 'Router']);
      device.behave({ loginAnswer: null, faults: [{ at: 'status', kind: 'html' }] });
      await step(['backup', 'Router']);
      await step(['list']);
      await step(['history']);
      await step(['restore-guide', 'Router']);
      await step(['add', device.origin, '--user', 'u', `--password=${PASSWORD}`]);

      expect(secrets.size).toBeGreaterThan(8);
      const stored = await archives();
      expect(stored.length).toBeGreaterThan(0);
      const written = await Promise.all((await files()).map(async (file) => [file, await readFile(file)] as const));
      expect(written.map(([file]) => file).some((file) => file.endsWith('.log'))).toBe(true);
      const texts = [...written, ...shown.map((text, index) => [`output ${index}`, Buffer.from(text)] as const)];
      for (const secret of secrets) {
        expect(placesOf(secret, texts), secret).toEqual([]);
      }
      // What the backup itself holds is for the vault's .dss alone: not for sidecars, guides, history or log.
      for (const secret of Object.values<string>({ ...archiveSecrets(HOST) })) {
        for (const [place, bytes] of texts) {
          if (!place.endsWith('.dss')) expect(bytes.includes(secret), `${secret} in ${place}`).toBe(false);
        }
      }
    },
  );
});
