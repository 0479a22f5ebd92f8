import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');

/** Which Electron the application is packed with. */
export type ElectronSource =
  /** The version of package.json, from Electron's own release page or its cache. */
  | { readonly kind: 'own' }
  /** test/electron-witness: for tests of the packed program, not for people. `application`: the program rewritten for it. */
  | { readonly kind: 'witness'; readonly folder: string; readonly version: string; readonly application: string }
  | { readonly kind: 'none'; readonly why: string };

/** Where `prepare` of test/electron-witness puts things unless told otherwise. */
export function preparedWitness(env: NodeJS.ProcessEnv): { executable: string; tools: string } | undefined {
  const cache = path.join(env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'electron-witness');
  const executable = env.ELECTRON_WITNESS ?? path.join(cache, 'electron/electron');
  const tools = env.ELECTRON_WITNESS_TOOLS ?? path.join(cache, 'tools');
  return existsSync(executable) && existsSync(path.join(tools, 'bundle.mjs')) ? { executable, tools } : undefined;
}

/**
 * Electron's own binary wherever it can be had; else the witness, where it was prepared. A set ELECTRON_WITNESS decides for
 * the witness without asking the network.
 */
export async function chooseElectron(env: NodeJS.ProcessEnv): Promise<ElectronSource> {
  const witness = preparedWitness(env);
  if (env.ELECTRON_WITNESS === undefined || witness === undefined) {
    const failure = await fetchElectron();
    if (failure === undefined) return { kind: 'own' };
    if (witness === undefined) return { kind: 'none', why: failure };
  }
  const application = await mkdtemp(path.join(tmpdir(), 'routerkeep-packaging-'));
  await run(process.execPath, [path.join(witness.tools, 'bundle.mjs'), root, application, '--without-source-maps']);
  await cp(path.join(root, 'LICENSE'), path.join(application, 'LICENSE'));
  const folder = path.dirname(witness.executable);
  const version = (await readFile(path.join(folder, 'version'), 'utf8')).trim().replace(/^v/, '');
  return { kind: 'witness', folder, version, application };
}

/** Electron's own way to get its binary. @returns why it failed */
async function fetchElectron(): Promise<string | undefined> {
  try {
    await run(process.execPath, [path.join(root, 'node_modules/electron/install.js')], { timeout: 300_000 });
    return undefined;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    return said.split('\n').find((line) => line.trim() !== '') ?? 'it could not be downloaded';
  }
}

export async function discardElectron(source: ElectronSource): Promise<void> {
  if (source.kind === 'witness') await rm(source.application, { recursive: true, force: true });
}
