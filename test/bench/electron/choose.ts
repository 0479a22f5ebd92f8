import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { preparedWitness } from '../../../build/packaging/electron-source.ts';
import { sandboxSwitches } from '../../e2e/sandbox.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** An Electron to measure with. */
export interface Chosen {
  readonly executable: string;
  /** Switches that this machine needs. */
  readonly switches: readonly string[];
  /** The application in a folder as this Electron can start it; rewritten into `target` where it must be. @returns its folder */
  readonly fit: (application: string, target: string) => Promise<string>;
}

/** The witness where it is prepared, else Electron's own binary. */
export function chooseElectron(): Chosen | { readonly missing: string } {
  if (process.platform !== 'linux') return { missing: 'memory and processor time are read where Linux tells them' };
  // A screen in memory has no graphics processor.
  const switches = [...sandboxSwitches(), '--disable-gpu'];
  const witness = preparedWitness(process.env);
  if (witness !== undefined) {
    const fit = async (application: string, target: string): Promise<string> => {
      await promisify(execFile)(process.execPath, [path.join(witness.tools, 'bundle.mjs'), application, target]);
      return target;
    };
    return { executable: witness.executable, switches, fit };
  }
  const executable = path.join(root, 'node_modules/electron/dist/electron');
  if (existsSync(executable)) return { executable, switches, fit: (application) => Promise.resolve(application) };
  return { missing: 'there is none here: run "npx install-electron" or test/electron-witness/prepare' };
}

/** The folder of the built program. */
export const BUILT = root;
