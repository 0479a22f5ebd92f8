import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { readSources, type Source } from './sources.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

/** What each file loads when it is loaded: types are erased, import() comes later. */
function graphOf(sources: readonly Source[]): Graph {
  return new Map(sources.map((source) => [source.file, importsOf(source)]));
}

function importsOf({ file, text }: Source): string[] {
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    const loads =
      (ts.isImportDeclaration(statement) && statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword) ||
      (ts.isExportDeclaration(statement) && !statement.isTypeOnly);
    const from = loads ? statement.moduleSpecifier : undefined;
    if (from === undefined || !ts.isStringLiteral(from) || !from.text.startsWith('.')) return [];
    return [path.join(path.dirname(file), from.text)];
  });
}

/** The first circle found, as the files on it; empty where there is none. */
function circleIn(graph: Graph): readonly string[] {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...trail, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  for (const file of graph.keys()) {
    const circle = visit(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

describe('the files of the project', () => {
  it('load each other in no circle', async () => {
    const graph = graphOf(await readSources());
    expect([...graph.values()].flat().length).toBeGreaterThan(200);
    expect(circleIn(graph)).toEqual([]);
  });

  it('would be caught: a planted circle is found, one of types alone is none', () => {
    const plant = (third: string): Graph =>
      graphOf([
        { file: 'a/one.ts', text: "import { two } from '../b/two.ts';\n" },
        { file: 'b/two.ts', text: "export * from './three.ts';\n" },
        { file: 'b/three.ts', text: third },
      ]);
    expect(circleIn(plant("import '../a/one.ts';\n"))).toEqual(
      ['a/one.ts', 'b/two.ts', 'b/three.ts', 'a/one.ts'].map((file) => path.normalize(file)),
    );
    expect(circleIn(plant("import type { One } from '../a/one.ts';\n"))).toEqual([]);
    expect(circleIn(plant("export type { One } from '../a/one.ts';\n"))).toEqual([]);
  });
});
