import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

export const root = path.resolve(import.meta.dirname, '../..');

/**
 * The project's own lint on files that do not exist. Only the rules that need types are off: those ask the compiler,
 * which knows files on the disk alone.
 */
const eslint = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked] });

/** The rules that a text would break at a path, and what they say. */
export async function lint(filePath: string, text: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, filePath) });
  if (result === undefined) throw new Error(`${filePath} is not linted at all`);
  return result.messages.map(({ ruleId, message }) => `${ruleId ?? 'parser'}: ${message}`);
}

/** What the import rule says to a file that imports something. */
export async function objections(filePath: string, specifier: string): Promise<readonly string[]> {
  const found = await lint(filePath, `import { something } from '${specifier}';\nsomething();\n`);
  return found.filter((message) => !message.startsWith('@typescript-eslint/'));
}
