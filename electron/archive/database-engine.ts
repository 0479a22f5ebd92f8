import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { SqlJsStatic } from 'sql.js';

/**
 * SQLite in a WebAssembly sandbox: the file is untrusted, and a fault of the engine stays inside (toolchain.md).
 * Loaded on first use; the package keeps one engine for the process.
 */
export async function loadDatabaseEngine(): Promise<SqlJsStatic> {
  const { default: initSqlJs } = await import('sql.js');
  return await initSqlJs({ locateFile: wasmPath });
}

/** Beside the built program, where the build puts it; from sources, in the package. */
function wasmPath(name: string): string {
  const beside = path.join(import.meta.dirname, name);
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(`sql.js/dist/${name}`);
}
