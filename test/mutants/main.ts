import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from './run-tests.ts';
import { MUTANTS } from './table/index.ts';
import { mutate, type Mutant } from './types.ts';

/**
 * `npm run mutants [part of a name ...]`: takes each storage protection out of a copy of the project and runs the tests
 * that guard it. A mutant under which they stay green survives, and the command fails.
 */
const root = path.resolve(import.meta.dirname, '../..');
const wanted = process.argv.slice(2);
const isWanted = ({ name, file }: Mutant): boolean =>
  wanted.length === 0 || wanted.some((part) => name.includes(part) || file.includes(part));
const mutants = MUTANTS.filter(isWanted);

/** As many as the machine has processors to spare for. */
const AT_ONCE = Number(process.env.ROUTERKEEP_MUTANTS_AT_ONCE ?? 2);

const NOT_COPIED = ['.git', 'node_modules', 'dist', 'docs'];

async function copyOfTree(): Promise<string> {
  const tree = await mkdtemp(path.join(tmpdir(), 'routerkeep-mutants-'));
  const filter = (source: string): boolean => !NOT_COPIED.includes(path.relative(root, source));
  await cp(root, tree, { recursive: true, filter });
  await symlink(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
  return tree;
}

/** @returns what was seen, a sentence, and whether it survived */
async function tryMutant(tree: string, mutant: Mutant): Promise<{ readonly killer?: string }> {
  const file = path.join(tree, mutant.file);
  const source = await readFile(file, 'utf8');
  await writeFile(file, mutate(source, mutant));
  try {
    // A busy machine may fail to start the tests, once.
    const { failed } = await runTests(tree, mutant.tests).catch(() => runTests(tree, mutant.tests));
    return failed === undefined ? {} : { killer: failed };
  } finally {
    await writeFile(file, source);
  }
}

const survivors: string[] = [];
const queue = [...mutants];
const guards = [...new Set(mutants.flatMap(({ tests }) => tests))];
await Promise.all(
  Array.from({ length: AT_ONCE }, async (_, lane) => {
    const tree = await copyOfTree();
    try {
      // Tests that fail without a mutant would kill anything.
      for (const [index, guard] of guards.entries()) {
        if (index % AT_ONCE !== lane) continue;
        const first = await runTests(tree, [guard]);
        // A busy machine may make a test wait too long, once.
        const { failed } = first.failed === undefined ? first : await runTests(tree, [guard]);
        if (failed !== undefined) throw new Error(`${guard} fails without a mutant: ${failed}`);
      }
      for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
        const { killer } = await tryMutant(tree, mutant);
        if (killer === undefined) survivors.push(mutant.name);
        console.log(
          `${killer === undefined ? 'SURVIVED' : 'killed  '} ${mutant.name}${killer === undefined ? '' : ` (${killer})`}`,
        );
      }
    } finally {
      await rm(tree, { recursive: true, force: true });
    }
  }),
);
console.log(
  `mutants: ${mutants.length} in all, ${mutants.length - survivors.length} killed, ${survivors.length} survived`,
);
process.exitCode = survivors.length === 0 && mutants.length > 0 ? 0 : 1;
