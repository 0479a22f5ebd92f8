import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

/** Makes `inside.ts` plain JavaScript once, so that a thousand starts of the program need not. @returns what NODE_OPTIONS asks for */
export async function clockAndPlug(folder: string): Promise<string> {
  const source = await readFile(path.join(import.meta.dirname, 'inside.ts'), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  const file = path.join(folder, 'inside.mjs');
  await writeFile(file, outputText);
  return `--import=${pathToFileURL(file).href}`;
}
