import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll } from 'vitest';
import { preparedWitness } from '../../build/packaging/electron-source.ts';
import { sandboxSwitches } from './sandbox.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');

/** A real Electron and the built application for it. */
export interface ElectronUnderTest {
  readonly executable: string;
  /** The folder that is started. */
  readonly application: string;
  /** Switches that this machine needs. */
  readonly switches: readonly string[];
}

/** The application rewritten for the witness: once for all tests of a file. */
let rewriting: Promise<string> | undefined;
afterAll(async () => {
  if (rewriting !== undefined) await rm(await rewriting, { recursive: true, force: true });
});

/**
 * `ROUTERKEEP_ELECTRON` with `ROUTERKEEP_E2E_APP`; else Electron's own binary with this folder; else the witness with the
 * application rewritten for it. Says what is missing, and how to get it, where there is none.
 */
export async function electronUnderTest(): Promise<ElectronUnderTest | { readonly missing: string }> {
  if (process.platform !== 'linux') return { missing: 'the desktop of these tests exists on Linux alone' };
  if (!existsSync(path.join(root, 'dist/main')))
    return { missing: 'there is no built application: run "npm run build"' };
  const { ROUTERKEEP_ELECTRON: executable, ROUTERKEEP_E2E_APP: application = root } = process.env;
  if (executable !== undefined) {
    // Playwright ends the whole test process where the file does not exist.
    if (!existsSync(executable)) return { missing: `ROUTERKEEP_ELECTRON names ${executable}, which does not exist` };
    return { executable, application, switches: switches() };
  }
  const own = path.join(root, 'node_modules/electron/dist/electron');
  if (process.env.ELECTRON_WITNESS === undefined && existsSync(own)) {
    return { executable: own, application, switches: switches() };
  }
  const witness = preparedWitness(process.env);
  if (witness === undefined) {
    return { missing: 'there is no Electron: run "npx install-electron" or test/electron-witness/prepare' };
  }
  rewriting ??= rewrite(path.join(witness.tools, 'bundle.mjs'));
  return { executable: witness.executable, application: await rewriting, switches: switches() };
}

async function rewrite(tool: string): Promise<string> {
  const rewritten = await mkdtemp(path.join(tmpdir(), 'routerkeep-e2e-'));
  await run(process.execPath, [tool, root, rewritten]);
  return rewritten;
}

/** A screen in memory has no graphics processor. */
function switches(): readonly string[] {
  return [...sandboxSwitches(), '--disable-gpu'];
}
