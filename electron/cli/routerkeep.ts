#!/usr/bin/env node
import description from '../../package.json' with { type: 'json' };

/** The first with all of node:sqlite that the history needs. */
const OLDEST_NODE = 24;

const argv = process.argv.slice(2);
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  // Nothing else is loaded for this: scripts ask for it often.
  process.stdout.write(`${description.version}\n`);
} else if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  const { say } = await import('../../shared/words/say.ts');
  process.stderr.write(`${say('cli.old-node', { needed: OLDEST_NODE, found: process.versions.node })}\n`);
  process.exitCode = 2;
} else {
  const { runProcess } = await import('./run-process.ts');
  await runProcess(argv);
}
