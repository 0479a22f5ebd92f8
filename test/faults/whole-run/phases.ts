import type { ErrorCode } from '../../../shared/index.ts';
import type { FaultKind, Profile } from '../../device-simulator/index.ts';
import { begin, expectNoSecretOnDisk, survive, type Trial } from './ordeal.ts';

/** The calls of a run in their order, by the names under which the simulated device switches them. */
export const PHASES: readonly (readonly [Profile, readonly string[]])[] = [
  [
    'srm-strict',
    [
      'SYNO.API.Info.query',
      'SYNO.API.Encryption.getinfo',
      'SYNO.API.Auth.login',
      'SYNO.Mesh.System.Info.get',
      'start',
      'status',
      'download',
      'SYNO.API.Auth.logout',
    ],
  ],
  ['dsm5', ['/webman/login.cgi', 'SYNO.DSM.Info.getinfo', '/webman/logout.cgi']],
];

export const isLogin = (at: string): boolean => at.includes('login');
export const isLogout = (at: string): boolean => at.includes('logout');

/** Faults whose call is done all the same, so that its work stands although nobody hears of it. */
const DONE: readonly FaultKind[] = [
  'reset-after-work',
  'reset-after-headers',
  'reset-in-body',
  'stall-after-headers',
  'stall-in-body',
  'slow',
  'late',
];

/** The trial of a fault that strikes one call each time it comes. */
export function trialOf(kind: FaultKind, at: string, ends: Trial['ends'], code = 100): Trial {
  const isDone = DONE.includes(kind);
  const unheard = isLogin(at) && isDone && ends !== 'verified';
  const notEnded = isLogout(at) && !isDone;
  return {
    fault: { faults: [{ at, kind, code, ms: 10 }] },
    ends,
    logins: loginsAt(at, ends),
    left: unheard || notEnded ? 1 : 0,
    proof: new RegExp(`^faults:${kind}@`),
  };
}

/** A run that does not get so far asks nobody to sign it in. */
function loginsAt(at: string, ends: Trial['ends']): number {
  return /query$|Encryption/.test(at) && ends !== 'verified' ? 0 : 1;
}

/** Has a fault strike each call of a run in turn. @returns how often it struck */
export async function surviveInEachPhase(
  kinds: readonly FaultKind[],
  ends: (kind: FaultKind, at: string) => 'verified' | ErrorCode,
): Promise<number> {
  let strikes = 0;
  for (const [profile, phases] of PHASES) {
    const ordeal = await begin(profile);
    for (const kind of kinds) {
      for (const at of phases) strikes += await survive(ordeal, trialOf(kind, at, ends(kind, at)));
    }
    await expectNoSecretOnDisk(ordeal);
  }
  return strikes;
}
