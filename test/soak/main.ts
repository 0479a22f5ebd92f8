import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';

/** `npm run soak [rounds] [seed]`. */
const [rounds = '50', seed = String(randomInt(2 ** 31))] = process.argv.slice(2);
const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const child = spawn(process.execPath, [vitest, 'run', 'test/soak/soak.test.ts', '--disable-console-intercept'], {
  cwd: path.resolve(import.meta.dirname, '../..'),
  env: { ...process.env, SOAK_ROUNDS: rounds, SOAK_SEED: seed },
  stdio: 'inherit',
});
const [code] = (await once(child, 'exit')) as [number | null];
process.exitCode = code ?? 1;
