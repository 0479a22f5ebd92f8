import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import { FAULT_NAMES } from './catalogue.ts';
import type {} from './index.ts';
import { readTable, renderTable, type FaultRow } from './table.ts';

const root = path.resolve(import.meta.dirname, '../..');
const page = path.join(root, 'test/FAULTS.md');

/**
 * Counts the faults that the tests brought about and those that were survived, and holds `test/FAULTS.md` against them.
 * A whole run in which a fault of the catalogue did not happen, or whose table is another one, fails.
 */
export default class FaultReporter implements Reporter {
  private vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const injecting = tests.filter((test) => test.meta().faults !== undefined);
    if (injecting.length === 0) return;
    const unsurvived = injecting
      .filter((test) => test.result().state === 'failed')
      .reduce((sum, test) => sum + fired(test), 0);
    const injected = injecting.reduce((sum, test) => sum + fired(test), 0);
    console.log(`faults: ${injected} injected, ${injected - unsurvived} survived, ${unsurvived} not survived`);

    const known = await readFile(page, 'utf8').catch(() => '');
    const isWhole = await this.isWhole(modules);
    const unseen = new Set([...filesWithSkipped(tests), ...(isWhole ? [] : filesBut(modules, readTable(known)))]);
    const rows = [
      ...injecting.filter((test) => test.result().state === 'passed').flatMap(rowsOf),
      // Where the machine lacks something, or only some files ran, what was seen elsewhere stays.
      ...readTable(known).filter(({ file }) => unseen.has(file)),
    ];
    const table = await renderTable(rows);
    if (process.env.ROUTERKEEP_FAULTS === 'write') {
      await writeFile(page, table);
      return;
    }
    // A test that failed says enough; what it would have written is not known.
    if (!isWhole || unsurvived > 0) return;
    for (const name of FAULT_NAMES.filter((each) => rows.every((row) => row.name !== each))) {
      fail(`no test brought about the fault ${name}`);
    }
    if (known !== table) {
      fail('test/FAULTS.md is not what the tests say: "ROUTERKEEP_FAULTS=write npx vitest run" writes it anew');
      for (const line of rowsOfOneOnly(table, known)) console.log(`  not in the table: ${line}`);
      for (const line of rowsOfOneOnly(known, table)) console.log(`  no longer said: ${line}`);
    }
  }

  private async isWhole(modules: readonly TestModule[]): Promise<boolean> {
    if (this.vitest === undefined || this.vitest.getGlobalTestNamePattern() !== undefined) return false;
    return (await this.vitest.globTestSpecifications()).length === modules.length;
  }
}

function filesWithSkipped(tests: readonly TestCase[]): readonly string[] {
  return tests.filter((test) => test.result().state === 'skipped').map(({ module }) => fileOf(module));
}

function filesBut(modules: readonly TestModule[], rows: readonly FaultRow[]): readonly string[] {
  const ran = new Set(modules.map(fileOf));
  return rows.map(({ file }) => file).filter((file) => !ran.has(file));
}

/** A test that failed before it could count brought about one all the same. */
function fired(test: TestCase): number {
  const count = test.meta().faults?.fired ?? 0;
  return test.result().state === 'failed' ? Math.max(1, count) : count;
}

function rowsOf(test: TestCase): readonly FaultRow[] {
  const { names = [] } = test.meta().faults ?? {};
  return names.map((name) => ({ name, promise: test.fullName.replaceAll(' > ', ' '), file: fileOf(test.module) }));
}

function fileOf(module: TestModule): string {
  return path.relative(root, module.moduleId).split(path.sep).join('/');
}

/** The rows of one page that another lacks, without the blanks that make columns. */
function rowsOfOneOnly(one: string, other: string): readonly string[] {
  const lines = (page: string): readonly string[] =>
    page.split('\n').map((line) => line.replaceAll(/\s+/gu, ' ').trim());
  const others = new Set(lines(other));
  return lines(one).filter((line) => line !== '' && !others.has(line));
}

function fail(sentence: string): void {
  console.log(sentence);
  process.exitCode = 1;
}
