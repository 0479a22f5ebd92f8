import { execFile } from 'node:child_process';
import { judge, type Verdict } from './judge.ts';

/** A registry that does not answer must not hold up a build. */
const DEADLINE_MS = 60_000;

const verdict = await ask();
switch (verdict.kind) {
  case 'clean':
    console.log(`audit: no known advisory that is high or critical (${verdict.lesser} lesser)`);
    break;
  case 'known':
    console.error(['audit: known advisories that are high or critical', ...verdict.lines].join('\n  '));
    process.exitCode = 1;
    break;
  case 'unasked':
    console.log(`audit: not asked: ${verdict.reason}; run "npm run audit" where the npm registry can be reached`);
}

/** npm compares the lock file with the advisories of its registry; no package is loaded for it. */
function ask(): Promise<Verdict> {
  const argv = ['audit', '--json', '--fetch-retries=0', `--fetch-timeout=${DEADLINE_MS / 2}`];
  return new Promise((resolve) => {
    // npm ends with a failure for whatever it finds; what it printed decides.
    execFile(
      'npm',
      argv,
      { timeout: DEADLINE_MS, maxBuffer: 64 * 2 ** 20, shell: process.platform === 'win32' },
      (error, printed) => {
        const late = error?.killed === true;
        resolve(late ? { kind: 'unasked', reason: `no answer in ${DEADLINE_MS / 1_000} seconds` } : judge(printed));
      },
    );
  });
}
