import { mutantsOf, type Mutant } from '../types.ts';

const COMMIT = ['test/vault/commit.test.ts'];
const LIST = ['test/vault/list-backups.test.ts'];
const POWER = ['test/vault/power-loss.test.ts'];
const STAGE = ['test/vault/stage.test.ts'];
const WAITING = ['test/vault/waiting-sidecar.test.ts'];

/** How a backup comes onto a disk. */
export const SAVING: readonly Mutant[] = [
  ...mutantsOf('electron/vault/durable-fs.ts', STAGE, {
    'the exclusive create': ['constants.O_CREAT | constants.O_EXCL | NO_FOLLOW', 'constants.O_CREAT'],
    'the rights of a new file': ['NO_FOLLOW, 0o600)', 'NO_FOLLOW, 0o644)'],
    'the rights of a new folder': [
      'fs.mkdir(path, { mode: 0o700 })',
      'fs.mkdir(path)',
      ['test/vault/prepare-vault.test.ts'],
    ],
    'the refusal to follow a link': ['constants.O_RDONLY | NO_FOLLOW | NO_WAIT', 'constants.O_RDONLY | NO_WAIT', LIST],
  }),
  ...mutantsOf('electron/vault/hidden-file.ts', STAGE, {
    'the hidden name': ['`.routerkeep-${mark}${randomName()}.part`', '`routerkeep-${randomName()}.dss`'],
    'the rest of a short write': ['offset += bytesWritten;', 'offset = bytes.length;'],
    'the refusal of a write of nothing': [
      "if (bytesWritten <= 0) throw systemError('EIO', 'nothing was written');",
      'if (bytesWritten <= 0) return;',
    ],
    'the length that arrived': ['if (size !== bytes) throw', 'if (size < 0) throw'],
    'the fsync of a file': ['  await file.sync();\n', '', POWER],
    'the name for finding leftovers': ['|(?:([0-9a-f]{32})~)?.+\\.dss\\.json)\\.part$', ')\\.part$', WAITING],
  }),
  ...mutantsOf('electron/vault/stage.ts', STAGE, {
    'the memory of a failed write, in the next write': [
      '        requireWhole();\n        whole = false;',
      '        whole = false;',
    ],
    'the memory of a failed write, at the end': [
      '        requireWhole();\n        await finishFile',
      '        await finishFile',
    ],
    'the rights of a folder that was open to others': [
      'await fs.chmod(folder, 0o700)',
      'await fs.chmod(folder, facts.mode)',
    ],
    'the sync of the folder above': ['    await syncFolder(root, context);\n', '', POWER],
    'the folder that is none': ['if (!facts.isDirectory()) {', 'if (facts.size < 0) {'],
  }),
  ...mutantsOf('electron/vault/sync-folder.ts', COMMIT, {
    'the fsync of a folder': ['      await handle.sync();\n', '', POWER],
    'the failure of that fsync': ["if (!isTolerated('sync-folder', thrown, platform)) throw thrown;", 'void thrown;'],
  }),
  ...mutantsOf('electron/vault/place.ts', COMMIT, {
    'the link that replaces nothing': ['context.fs.link(from, to)', 'context.fs.rename(from, to)'],
    'the claim of a name where there are no links': [
      '    const claim = await fs.createFile(to);\n    await claim.close().catch(() => undefined);\n',
      '    void to;\n',
    ],
    'the look at a link that is said to have failed': ['    if (await isLinked(from, to, context)) return true;\n'],
    'the hidden name that stays until the new one is certain': [
      'context.fs.link(from, to), context);\n    return true;',
      'context.fs.link(from, to), context);\n    await context.fs.unlink(from);\n    return true;',
      POWER,
    ],
  }),
  ...mutantsOf('electron/vault/hash-file.ts', COMMIT, {
    'the stop of reading when cancelled, which retention relies on': [
      '      signal?.throwIfAborted();\n',
      '',
      ['test/vault/apply-retention.test.ts'],
    ],
    'the read-back': [
      'if (found.bytes !== written.bytes || found.sha256 !== written.sha256) {',
      'if (found.bytes < 0) {',
    ],
    'the checksum of the read-back': [
      'if (found.bytes !== written.bytes || found.sha256 !== written.sha256) {',
      'if (found.bytes !== written.bytes) {',
    ],
  }),
  ...mutantsOf('electron/vault/commit.ts', COMMIT, {
    'the name of a sidecar that lost its archive': ['[file, sidecarNameOf(file)]', '[file]'],
    'the name that differs in case': ['taken.has(foldName(name))', 'taken.has(name)'],
    'the sidecar that waits before the archive comes': [
      '    await syncFolder(folder, context);\n    placed =',
      '    placed =',
      POWER,
    ],
    'the sync of the new name': ['  await syncFolder(folder, context);\n  await readBack', '  await readBack', POWER],
    'the read-back of the archive': ['  await readBack(archive, staged, context);\n'],
    'the removal of an archive that could not be proven': ['    if (placed) await tryToRemove(archive, context);\n'],
    'the parsing of a sidecar before it is written': [
      'sidecarSchema.safeParse({',
      '({ safeParse: (data: unknown) => ({ success: true, data: data as Sidecar, error: undefined }) }).safeParse({',
    ],
    'the end of a save that was cancelled': ['    context.signal?.throwIfAborted();\n'],
  }),
  ...mutantsOf('electron/vault/write-sidecar.ts', COMMIT, {
    'the read-back of the sidecar': [
      '    await readBack(written.final, written, context);\n    // Not'.replace('    // Not', ''),
      '',
    ],
    'the sync of the name of the sidecar': ['  try {\n    await syncFolder(folder, context);\n', '  try {\n', POWER],
    'the removal of a sidecar that could not be proven': [
      '  } catch (thrown) {\n    await tryToRemove(written.final, context);',
      '  } catch (thrown) {',
    ],
    'the read-back of a later sidecar': [
      '  await syncFolder(folder, context);\n  await readBack(written.final, written, context);\n',
      '  await syncFolder(folder, context);\n',
      ['test/vault/annotate.test.ts'],
    ],
    'the sync of a later sidecar': [
      '  await syncFolder(folder, context);\n  await readBack(written.final, written, context);\n',
      '  await readBack(written.final, written, context);\n',
      POWER,
    ],
  }),
  ...mutantsOf('electron/vault/waiting-sidecar.ts', WAITING, {
    'the hash of an archive whose save was cut': [
      'if (bytes === sidecar.bytes && sha256 === sidecar.sha256) return sidecar;',
      'if (bytes + sha256.length > 0) return sidecar;',
    ],
    'the sidecar that already stands': ["  if (there.state === 'read') return;\n"],
    'the sidecar of a newer version, beside one that waits': [
      "  if (there.state === 'untrusted' && there.reason === say('vault.sidecar.newer')) return;\n",
    ],
    'the empty file that claimed a name': [
      'if (facts?.isFile() === true && facts.size === 0) await',
      'if (facts === null) await',
    ],
    'the sync before a waiting sidecar goes': [
      '  await syncFolder(folder, context);\n  await removeFile(hidden',
      '  await removeFile(hidden',
      POWER,
    ],
  }),
  ...mutantsOf('electron/vault/stale-stages.ts', STAGE, {
    'the look at the name before a leftover goes': ['.filter(isHiddenName)', ".filter((name) => name.startsWith('.'))"],
  }),
  ...mutantsOf('electron/vault/sidecar-file.ts', LIST, {
    'the name that a sidecar tells': ['if (parsed.data.file !== file) return', "if (parsed.data.file === '') return"],
    'the version of a sidecar': ["typeof version === 'number' && version > 1", "typeof version === 'string'"],
    'the shape of a sidecar': [
      "if (!parsed.success) return { state: 'untrusted', reason: say('vault.sidecar.foreign') };\n  if (parsed.data.file !== file)",
      "if (!parsed.success) return { state: 'read', sidecar: json as Sidecar };\n  if (parsed.data.file !== file)",
    ],
  }),
  ...mutantsOf('electron/vault/list-backups.ts', LIST, {
    'the size of a stored archive': [
      'if (facts.size === sidecar.bytes) return undefined;',
      'if (facts.size >= 0) return undefined;',
    ],
    'the failed check that a sidecar remembers': [
      'sidecar.checkFailure === null ? sizeProblem(sidecar, facts) : checkProblem(sidecar.checkFailure)',
      'sizeProblem(sidecar, facts)',
    ],
    'the archive that is a link': ["  if (!facts.isFile()) return unknown(say('vault.unknown.no-file'));\n"],
    'the archive that is gone': [
      "present.has(iCloudNameOf(file)) ? 'away' : 'missing'",
      "present.has(iCloudNameOf(file)) ? 'away' : 'verified'",
    ],
  }),
  ...mutantsOf('electron/vault/while-blocked.ts', ['test/vault/blocked.test.ts'], {
    'the patience with a file that another program holds': [
      '      await context.clock.sleep(pause, context.signal);\n',
      '      throw thrown;\n',
    ],
    'the finality of a refusal': ["if (!passing.includes(systemCode(thrown) ?? '')) throw thrown;", 'void passing;'],
  }),
  ...mutantsOf('electron/vault/prepare-vault.ts', ['test/vault/prepare-vault.test.ts'], {
    'the vault that may not be connected': ['if (create) await createWithParents', 'await createWithParents'],
    'the write that shows that a vault can be written to': [
      '    const probe = await createHidden(root, context);\n    await probe.file.close().catch(() => undefined);\n    await context.fs.unlink(probe.path);\n',
    ],
  }),
];
