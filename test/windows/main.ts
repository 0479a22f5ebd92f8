import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { judge, summaryOf } from './judge.ts';
import { LEFT_OUT, NOT_RUN, PARTS } from './left-out.ts';
import { SeenTest } from './seen-test.ts';

/**
 * `npm run windows [-- TEST FILE ...]`: runs the parts of the suite that can mean something on Windows in the witness of
 * `test/windows/prepare`, holds what failed against the list, and closes with one line of counts.
 */
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

const root = path.resolve(import.meta.dirname, '../..');
const witness = process.env.WINDOWS_WITNESS;
if (witness === undefined) {
  complain('There is no Windows here: eval "$(test/windows/prepare)" gets one (Debian on x86-64, as root).');
  process.exit(2);
}
if (!existsSync(path.join(root, 'dist/cli/routerkeep.js'))) {
  complain('The program is not built: npm run build');
  process.exit(2);
}

const project = path.join(witness, 'project');
const seenFile = path.join(project, 'windows-seen.jsonl');
copyProject();

const wanted = process.argv.slice(2);
const files = wanted.length > 0 ? wanted : PARTS;
const { status } = spawnSync(
  path.join(import.meta.dirname, 'run'),
  [
    ...[project, 'node', 'node_modules/vitest/vitest.mjs', 'run', ...files],
    ...Object.keys(NOT_RUN).flatMap((file) => ['--exclude', file]),
    ...['--silent', '--reporter=./test/windows/reporter.ts'],
  ],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);

const seen = existsSync(seenFile)
  ? readFileSync(seenFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => SeenTest.parse(JSON.parse(line)))
  : [];
const ran = new Set(seen.map(({ file }) => file));
const judged = judge(
  seen,
  LEFT_OUT.filter(({ file }) => wanted.length === 0 || ran.has(file)),
);
for (const { file, name, error } of judged.failed) print(`failed: ${file}: ${name}\n    ${error}`);
for (const file of Object.keys(NOT_RUN)) {
  if (!existsSync(path.join(root, file))) throw new Error(`${file} is in the list and is no more`);
}
for (const { file, name } of judged.stale) print(`stale in the list: ${file}: ${name}`);
// Vitest ends with 1 where tests failed, which the list may excuse; with anything else it did not come to its end.
const cut = status !== 0 && status !== 1;
if (cut) print(`failed: the run did not come to its end (exit ${String(status)})`);
print(summaryOf(judged));
process.exitCode = cut || seen.length === 0 || judged.failed.length + judged.stale.length > 0 ? 1 : 0;

/** What git knows or would add, and the built program; the packages for Windows stay. */
function copyProject(): void {
  for (const name of readdirSync(project)) {
    if (name !== 'node_modules') rmSync(path.join(project, name), { recursive: true });
  }
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of listed.toString().split('\0')) {
    const from = path.join(root, file);
    if (file !== '' && existsSync(from)) cpSync(from, path.join(project, file));
  }
  cpSync(path.join(root, 'dist'), path.join(project, 'dist'), { recursive: true });
}
