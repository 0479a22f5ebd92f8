import { chmod, cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from './run-tests.ts';
import { mutate, type Mutant } from './types.ts';

const root = path.resolve(import.meta.dirname, '../..');

const NOT_COPIED = ['.git', 'node_modules', 'dist', 'docs'];

/** A copy of the project, in which a protection can be taken out. */
async function copyOfTree(): Promise<string> {
  const tree = await mkdtemp(path.join(tmpdir(), 'routerkeep-mutants-'));
  const filter = (source: string): boolean => !NOT_COPIED.includes(path.relative(root, source));
  // Some tests start the program as another user.
  await chmod(tree, 0o755);
  await cp(root, tree, { recursive: true, filter });
  await symlink(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
  return tree;
}

/**
 * Takes a protection out of a copy, runs the tests that guard it, and puts it back.
 * @returns the test that failed; undefined where the mutant survived
 * @throws where the mutant's text does not stand in its file exactly once
 */
export async function tryMutant(tree: string, mutant: Mutant): Promise<string | undefined> {
  const file = path.join(tree, mutant.file);
  const source = await readFile(file, 'utf8');
  await writeFile(file, mutate(source, mutant));
  try {
    // A busy machine may fail to start the tests, once.
    const { failed } = await runTests(tree, mutant.tests).catch(() => runTests(tree, mutant.tests));
    return failed;
  } finally {
    await writeFile(file, source);
  }
}

/** Does `work` in as many copies as are given, side by side, and removes them. */
export async function inCopies(count: number, work: (tree: string, lane: number) => Promise<void>): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async (_, lane) => {
      const tree = await copyOfTree();
      try {
        await work(tree, lane);
      } finally {
        await rm(tree, { recursive: true, force: true });
      }
    }),
  );
}
