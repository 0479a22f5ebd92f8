import { homedir } from 'node:os';
import path from 'node:path';
import { readFuses, wrongFuses, type Fuse } from '../fuses.ts';
import { readArchive } from './archive.ts';
import { problemsIn } from './contents.ts';
import { withPackage } from './open-package.ts';
import { recognise } from './program.ts';

const root = path.resolve(import.meta.dirname, '../../..');

export interface PackageReport {
  readonly system: string;
  readonly electron: string;
  /** Bytes: the package as it is, the archive of our own files, and how many files it holds. */
  readonly bytes: number;
  readonly ownBytes: number;
  readonly ownFiles: number;
  readonly fuses: readonly Fuse[];
  /** Empty: fit to be given to people. */
  readonly problems: readonly string[];
}

/** Opens a package or an unpacked program and holds it against the rules. @throws when it cannot be opened */
export async function checkPackage(file: string): Promise<PackageReport> {
  return withPackage(file, async ({ archive, bytes }) => {
    const program = await recognise(archive);
    const { files, broken } = await readArchive(archive);
    const fuses = await readFuses(program.executable);
    const olderElectron = program.electron !== undefined && Number(program.electron.split('.')[0]) < 45;
    // `/root` alone would be found in honest paths.
    const machine = [root, homedir()].filter((folder) => folder.split(path.sep).length > 2);
    return {
      system: `${program.target.system} ${program.target.processors.join(' and ')}`,
      electron: program.electron ?? 'unknown',
      bytes,
      ownBytes: files.reduce((sum, each) => sum + each.bytes.length, 0),
      ownFiles: files.length,
      fuses,
      problems: [
        ...problemsIn(files, program.target, machine),
        ...broken.map((each) => `${each} is not what the archive's header promises`),
        ...wrongFuses(fuses, { olderElectron }).map(
          ({ name, wanted, found }) => `the fuse ${name} is ${found}, not ${wanted}`,
        ),
      ],
    };
  });
}
