import { mutantsOf, type Mutant } from '../types.ts';

const COPY = ['test/vault/copies/copy-backup.test.ts'];
const FAULTS = ['test/vault/copies/faults.test.ts'];

const MOUNT_POINT = ['test/vault/while-marked.test.ts'];
const SHARED = ['test/keeper/shared-vault.test.ts'];

/** Second places, the vault that is known by its marker, and whose what lies in it is. */
export const PLACES: readonly Mutant[] = [
  ...mutantsOf('electron/vault/marker.ts', COPY, {
    'the id of the marker': [
      "return marker.state === 'read' && marker.id === id ? dev : undefined;",
      "return marker.state === 'read' ? dev : undefined;",
    ],
  }),
  ...mutantsOf('electron/vault/marker.ts', MOUNT_POINT, {
    'the marker of the vault before the work': [
      "  if (device === undefined) throw keepError('vault/missing', { folder: marked.root });\n",
    ],
    'the marker of the vault after the work': [
      "  if ((await deviceOf(marked, context)) !== device) throw keepError('vault/missing', { folder: marked.root });\n",
    ],
    'the vault that went away under the work': [
      'if (!isDisk || (await deviceOf(marked, context)) === device) throw thrown;',
      'if (device !== -1) throw thrown;',
    ],
  }),
  ...mutantsOf('electron/vault/own.ts', SHARED, {
    'the mark of the home in a vault that is shared': [
      'return mark === undefined || mark === owner;',
      "return mark !== '' || owner !== '';",
    ],
  }),
  ...mutantsOf('electron/vault/waiting-sidecar.ts', SHARED, {
    'the mark of the home in the name of a sidecar that waits': [
      "owner === undefined ? '' : `${markForName(owner)}~`",
      "owner === '' ? '~' : ''",
    ],
  }),
  ...mutantsOf('electron/vault/stale-stages.ts', SHARED, {
    'the unfinished file of another home': ['        if (!(await isOwnRemains(folder, name, context))) continue;\n'],
  }),
  ...mutantsOf('electron/vault/copies/read-source.ts', COPY, {
    'the proof of what is copied': [
      "bytes === sidecar.bytes && hash.digest('hex') === sidecar.sha256",
      'bytes === sidecar.bytes',
    ],
  }),
  ...mutantsOf('electron/vault/copies/what-stands.ts', COPY, {
    'the foreign file under the name of a copy': [
      "return speaksOf(source, sidecar) ? 'replace' : undefined;",
      "return 'replace';",
    ],
    'the proof of a copy that stands': [
      "if (found.bytes === source.sidecar.bytes && found.sha256 === source.sidecar.sha256) return 'keep';",
      "if (found.bytes === source.sidecar.bytes) return 'keep';",
    ],
    'the sidecar of a newer version, in a place': [
      'if (sidecar.reason === newer) return',
      'if (sidecar.reason === newer.repeat(2)) return',
    ],
  }),
  ...mutantsOf('electron/vault/copies/carry-over.ts', COPY, {
    'the read-back of a copy': ['      await readBack(final, staged, context);\n'],
    'the sync of the name of a copy': ['      await syncFolder(folder, context);\n', '', FAULTS],
    'the removal of a copy whose sidecar could not be written': [
      "    if (archive === 'create') await tryToRemove(inside(folder, source.file), context);\n",
    ],
  }),
  ...mutantsOf('electron/vault/copies/save-file.ts', ['test/vault/copies/save-file.test.ts'], {
    'the new file that replaces nothing': [
      'if (replace) await replaceWith',
      'if (replace || written.bytes > 0) await replaceWith',
    ],
  }),
  ...mutantsOf('electron/vault/move/remove-carried.ts', ['test/vault/move.test.ts'], {
    'the proof of what was moved': [
      'return found.bytes === bytes && found.sha256 === sha256;',
      'return found.bytes === bytes;',
    ],
    'the run of what was moved': ["read.state !== 'read' || read.sidecar.runId !== runId", "read.state !== 'read'"],
    'the sidecar of what was moved': [
      "if (read.state !== 'read' || read.sidecar.runId !== runId) return false;",
      "if (read.state !== 'read') return true;",
    ],
  }),
];
