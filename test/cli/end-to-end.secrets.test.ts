import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { archiveSecrets } from '../device-simulator/index.ts';
import { sessionSecrets } from '../leaks/leak-scene.ts';
import { leaksIn, text, type Needle } from '../leaks/needles.ts';
import { needle } from '../leaks/secrets.ts';
import { addArguments, scene } from './scene.ts';

const PASSWORD = 'S3cr3t "pass" & wörd+1/%';
const WRONG = 'N0t-the "right" öne+2/%';
const CODE = '49381763';
const HOST = 'Secretive';

describe('secrets', () => {
  it.each(['srm-lenient', 'dsm7', 'dsm5'] as const)(
    'of %s are in no file of home, vault or log, in no output, argument or address',
    async (profile) => {
      const { device, run, env, files, archives } = await scene({ profile, password: PASSWORD, hostName: HOST });
      const shown: string[] = [];
      const secrets: Needle[] = [PASSWORD, WRONG, CODE, env.ROUTERKEEP_MASTER_KEY ?? ''].map((secret) =>
        needle(secret, secret),
      );
      const collect = (): void => {
        secrets.push(...sessionSecrets(device.requests));
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

      expect(secrets.length).toBeGreaterThan(8);
      const stored = await archives();
      expect(stored.length).toBeGreaterThan(0);
      const written = await Promise.all((await files()).map(async (file) => [file, await readFile(file)] as const));
      expect(written.map(([file]) => file).some((file) => file.endsWith('.log'))).toBe(true);
      const places = [...written, ...shown.map((output, index) => text(`output ${index}`, output))];
      expect(leaksIn(secrets, places)).toEqual([]);
      // What the backup itself holds is for the vault's .dss alone: not for sidecars, guides, history or log.
      const inside = Object.entries<string>({ ...archiveSecrets(HOST) }).map(([name, secret]) => needle(name, secret));
      expect(
        leaksIn(
          inside,
          places.filter(([place]) => !place.endsWith('.dss')),
        ),
      ).toEqual([]);
    },
  );
});
