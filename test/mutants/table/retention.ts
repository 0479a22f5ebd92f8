import { mutantsOf, type Mutant } from '../types.ts';

const PLAN = ['test/vault/plan-retention.test.ts'];
const APPLY = ['test/vault/apply-retention.test.ts'];
const POWER = ['test/vault/power-loss.test.ts'];

/** What may be deleted, and how. */
export const RETENTION: readonly Mutant[] = [
  ...mutantsOf('electron/vault/plan-retention.ts', PLAN, {
    'the floor of retention': ["  keep(verified.slice(0, RETENTION_FLOOR), 'floor');\n"],
    'the height of the floor': ['RETENTION_FLOOR = 3', 'RETENTION_FLOOR = 2'],
    'the pin': ['verified.filter(({ sidecar }) => sidecar.pinned)', 'verified.filter(() => false)'],
    'the rule that only verified backups are counted': [
      ".filter((entry) => entry.state === 'verified')",
      ".filter((entry) => entry.state !== 'unknown')",
    ],
    'the order of the newest': ['if (periods.has(period)) continue;', 'if (periods.size < 0) continue;'],
    'the pause': ['return paused === undefined ?', 'return paused !== null ?'],
  }),
  ...mutantsOf('electron/vault/retention-pause.ts', PLAN, {
    'the clock that was set back': ['if (now.getTime() < newestAt - BACKWARDS) {', 'if (now.getTime() < 0) {'],
    'the clock that was set far ahead': [
      'if (now.getTime() - referenceAt <= FAR_AHEAD) return undefined;',
      'if (referenceAt > 0) return undefined;',
    ],
    'the backup that a wrong clock dated': ['datedByThisClock && before !== undefined ? before : newest', 'newest'],
  }),
  ...mutantsOf('electron/vault/apply-retention.ts', APPLY, {
    'the floor read back before the first deletion': [
      'if (!(await enoughProven(folder, staying, context))) {',
      'if (staying.length < 0) {',
    ],
    'the number read back': ['if (proven === RETENTION_FLOOR) return true;', 'if (proven === 1) return true;'],
    'the pin made since the plan': ["  if (backup.sidecar.pinned) return 'pinned';\n"],
    'the state since the plan': [
      "(await listBackups(folder, context)).filter((entry) => entry.state === 'verified')",
      '(await listBackups(folder, context)) as VerifiedBackup[]',
    ],
    'the content since the plan': [
      'return (await isWhatItWas(folder, backup, context)) ? undefined',
      "return backup.file !== '' ? undefined",
    ],
    'the checksum since the plan': [
      'if (found.bytes === bytes && found.sha256 === sha256) return true;',
      'if (found.bytes === bytes && sha256 !== undefined) return true;',
    ],
    'the memory of what was found rotten': [
      '  await recordCheck(folder, backup.file, { checkedAt, failure: changedFailure() }, context);\n',
    ],
    'the plan that is paused': ['plan.paused !== undefined || plan.remove.length === 0', 'plan.remove.length === 0'],
  }),
  ...mutantsOf('electron/vault/delete-backup.ts', ['test/vault/delete.test.ts'], {
    'the name that leads out of the folder': ['  requireBackupName(file);\n'],
    'the sidecar set aside before the archive goes': ['      await setSidecarAside(folder, file, context);\n'],
    'the sync before the archive goes': [
      '      await syncFolder(folder, context);\n      await removeFile(inside(folder, file), context);\n',
      '      await removeFile(inside(folder, file), context);\n',
      POWER,
    ],
    'the sync behind the archive': [
      '      await removeFile(inside(folder, file), context);\n      await syncFolder(folder, context);\n',
      '      await removeFile(inside(folder, file), context);\n',
      POWER,
    ],
    'the sidecar given back when a deletion fails': [
      '      await settleWaiting(folder, waitingNameOf(file, context), { fs, clock, platform, randomName, closeFolder }).catch(\n        () => undefined,\n      );\n',
      '      void [fs, clock, platform, randomName, closeFolder];\n',
      ['test/vault/delete.test.ts'],
    ],
  }),
  ...mutantsOf('electron/vault/delete-device.ts', ['test/vault/delete.test.ts'], {
    'the backups of another device': [' || !isOurs(read.sidecar) ||', ' ||'],
    'the foreign files beside the backups': [
      "      if (read.state !== 'read' || !isOurs(read.sidecar) || !isOwn(read.sidecar.owner, context)) continue;\n",
    ],
  }),
];
