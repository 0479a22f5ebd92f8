import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { GROUPS } from './targets/index.ts';
import { runGroup } from './run-batches.ts';

/**
 * `npm run fuzz [seconds] [seed] [target ...]`: goes on for that long, over all targets alike. What failed is kept in a
 * folder, each input with what was wrong.
 */
const [seconds = '600', seed = String(Date.now() % 1_000_000), ...only] = process.argv.slice(2);
const names = Object.entries(GROUPS).map(
  ([group, targets]) => [group, targets.filter(({ name }) => only.length === 0 || only.includes(name)).length] as const,
);
const total = names.reduce((sum, [, count]) => sum + count, 0);
const milliseconds = Math.max(1, Math.floor((Number(seconds) * 1_000) / total));
const folder = path.join('fuzz-failures', seed);
let failed = 0;

process.stdout.write(`seed ${seed}, ${seconds} seconds over ${String(total)} targets\n`);
for (const [group, count] of names) {
  if (count === 0) continue;
  const { reports, peakMegabytes } = await runGroup(group, { seed: Number(seed), milliseconds }, only);
  for (const { target, inputs, accepted, refused, ways, failures } of reports) {
    const outcome = `${String(accepted)} accepted, ${String(refused)} refused, ${String(ways)} kinds of outcomes`;
    process.stdout.write(`${target}: ${String(inputs)} inputs, ${outcome}, ${String(failures.length)} failed\n`);
    for (const failure of failures) {
      failed += 1;
      await mkdir(folder, { recursive: true });
      const file = path.join(folder, `${failure.target}-${String(failed)}`);
      await writeFile(`${file}.input`, Buffer.from(failure.input, 'base64'));
      await writeFile(`${file}.json`, `${JSON.stringify(failure, null, 2)}\n`);
      process.stdout.write(`  ${file}.input: ${failure.problem.split('\n').slice(0, 6).join('\n    ')}\n`);
    }
  }
  process.stdout.write(`  ${group}: ${String(peakMegabytes)} MB at most\n`);
}
if (failed > 0) process.exitCode = 1;
