import { runTests } from './run-tests.ts';
import { MUTANTS } from './table/index.ts';
import { inCopies, tryMutant } from './try-mutant.ts';
import type { Mutant } from './types.ts';

/**
 * `npm run mutants [part of a name ...]`: takes each protection out of a copy of the project and runs the tests that guard it.
 * A mutant under which they stay green survives, and the command fails.
 */
const wanted = process.argv.slice(2);
const isWanted = ({ name, file }: Mutant): boolean =>
  wanted.length === 0 || wanted.some((part) => name.includes(part) || file.includes(part));
const mutants = MUTANTS.filter(isWanted);

/** As many as the machine has processors to spare for. */
const AT_ONCE = Number(process.env.ROUTERKEEP_MUTANTS_AT_ONCE ?? 2);

const survivors: string[] = [];
const queue = [...mutants];
const guards = [...new Set(mutants.flatMap(({ tests }) => tests))];
await inCopies(AT_ONCE, async (tree, lane) => {
  // Tests that fail without a mutant would kill anything.
  for (const [index, guard] of guards.entries()) {
    if (index % AT_ONCE !== lane) continue;
    const first = await runTests(tree, [guard]);
    // A busy machine may make a test wait too long, once.
    const { failed } = first.failed === undefined ? first : await runTests(tree, [guard]);
    if (failed !== undefined) throw new Error(`${guard} fails without a mutant: ${failed}`);
  }
  for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
    const killer = await tryMutant(tree, mutant);
    if (killer === undefined) survivors.push(mutant.name);
    console.log(killer === undefined ? `SURVIVED ${mutant.name}` : `killed   ${mutant.name} (${killer})`);
  }
});
console.log(
  `mutants: ${mutants.length} in all, ${mutants.length - survivors.length} killed, ${survivors.length} survived`,
);
process.exitCode = survivors.length === 0 && mutants.length > 0 ? 0 : 1;
