import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { SqlJsStatic } from 'sql.js';

/**
 * SQLite in a WebAssembly sandbox: the file is untrusted, and a fault of the engine stays inside.
 * Loaded on first use; the package keeps one engine for the process.
 */
export async function loadDatabaseEngine(): Promise<SqlJsStatic> {
  const { default: initSqlJs } = await import('sql.js');
  keepSimplyCompiled();
  return await initSqlJs({ locateFile: wasmPath });
}

/** Beside the built program, where the build puts it; from sources, in the package. */
function wasmPath(name: string): string {
  const beside = path.join(import.meta.dirname, name);
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(`sql.js/dist/${name}`);
}

/**
 * The engine's functions stay as V8 compiles them first. Compiling the hot ones again, better, takes 70 ms and 15 MB in each
 * process that reads an archive of the usual size, and gains a tenth with 300,000 rows. Not in Electron, which may have
 * sealed its flags: there the attempt would end the process, and one that runs for days gets its return.
 */
function keepSimplyCompiled(): void {
  if ('electron' in process.versions) return;
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
}
