import type { Dice } from '../crash-trials/dice.ts';
import { DOWNLOAD_FAULTS, FAULT_KINDS, type BehaviourChange, type DownloadFault } from '../device-simulator/index.ts';

const CALLS = [
  'SYNO.API.Info.query',
  'SYNO.API.Encryption.getinfo',
  'login',
  'SYNO.Mesh.System.Info.get',
  'start',
  'status',
  'download',
  'logout',
];

/** Gigabytes and hundreds of megabytes: each has a test of its own, and would measure unpacking here. */
const HEAVY: readonly DownloadFault[] = ['bomb', 'endless'];
const DOWNLOADS = DOWNLOAD_FAULTS.filter((fault) => !HEAVY.includes(fault));

/** What can be wrong with a device for one night. */
function ailment(dice: Dice): BehaviourChange {
  switch (dice.below(8)) {
    case 0:
      return { handshake: dice.pick(['silent', 'reset', 'not-tls'] as const) };
    case 1:
      return { download: { fault: dice.pick(DOWNLOADS) } };
    case 2:
      return { loginAnswer: 400 + dice.below(12) };
    case 3: {
      const at = dice.pick(CALLS.slice(3, 7));
      const times = dice.pick(['once', 'always'] as const);
      return { expireSessionAt: { at, times, code: dice.pick([106, 107, 119, 150] as const) } };
    }
    case 4:
      return { taskFailure: dice.pick(['error-100', 'error-117', 'state-fail', 'data-error'] as const) };
    default:
      return { faults: [{ at: dice.pick(CALLS), kind: dice.pick(FAULT_KINDS), code: 100 + dice.below(21), ms: 50 }] };
  }
}

/** Which of many are faulty, and how: a tenth of them. */
export function ailments(count: number, dice: Dice): ReadonlyMap<number, BehaviourChange> {
  const chosen = new Map<number, BehaviourChange>();
  while (chosen.size < count / 10) chosen.set(dice.below(count), ailment(dice));
  return chosen;
}
