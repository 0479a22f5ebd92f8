#!/usr/bin/env node
import description from '../../package.json' with { type: 'json' };

const argv = process.argv.slice(2);
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  // Nothing else is loaded for this: scripts ask for it often.
  process.stdout.write(`${description.version}\n`);
} else {
  const { runProcess } = await import('./run-process.ts');
  await runProcess(argv);
}
