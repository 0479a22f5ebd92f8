import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { behaviourSchema } from './behaviour.ts';
import { PROFILES } from './profiles.ts';
import { optionsFromReport } from './report/options.ts';
import { startSimulator } from './simulator.ts';

const USAGE = `npm run simulator -- --profile ${PROFILES.join('|')} [--port 8001] [--host 127.0.0.1] [--tls | --no-tls]
                     [--user NAME] [--password PASSWORD] [--behaviour JSON] [--from-report FILE]`;

const schema = z.strictObject({
  profile: z.enum(PROFILES).default('srm-lenient'),
  port: z.coerce.number().int().min(0).max(65_535).default(0),
  host: z.string().default('127.0.0.1'),
  tls: z.boolean().default(true),
  user: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  'from-report': z.string().min(1).optional(),
  behaviour: z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue('not JSON');
        return z.NEVER;
      }
    })
    .pipe(behaviourSchema.partial())
    .optional(),
});

/** Runs one device until it is interrupted. Exit code 2 for wrong usage, 1 where the port is taken. */
async function main(): Promise<void> {
  const options = readArguments();
  if (options === undefined) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const { user, password, behaviour, 'from-report': file, ...rest } = options;
  const played = file === undefined ? {} : await readReport(file);
  if (played === undefined) {
    process.exitCode = 2;
    return;
  }
  const simulator = await startSimulator({
    ...rest,
    ...played,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(behaviour === undefined ? {} : { behaviour: behaviour as object }),
  });
  // Before the first line is printed: whoever waits for it may end us at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
  console.log(`${simulator.profile} listens at ${simulator.origin}`);
  console.log(`user         ${simulator.user}`);
  console.log(`password     ${simulator.password}`);
  if (simulator.fingerprint !== undefined) console.log(`fingerprint  ${simulator.fingerprint}`);
}

async function readReport(file: string): Promise<ReturnType<typeof optionsFromReport> | undefined> {
  try {
    return optionsFromReport(await readFile(file, 'utf8'));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function readArguments(): z.output<typeof schema> | undefined {
  try {
    const { values } = parseArgs({
      allowNegative: true,
      options: {
        profile: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        tls: { type: 'boolean' },
        user: { type: 'string' },
        password: { type: 'string' },
        behaviour: { type: 'string' },
        'from-report': { type: 'string' },
      },
    });
    return schema.parse(values);
  } catch (error) {
    console.error(error instanceof z.ZodError ? z.prettifyError(error) : String(error));
    return undefined;
  }
}

await main();
