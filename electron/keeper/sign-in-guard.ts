import { KeepError, say, type Endpoint } from '../../shared/index.ts';
import type { SignInRequest } from '../device/index.ts';
import type { KeeperPorts } from './ports.ts';

/**
 * A device blocks an address after 10 failed sign-ins in 5 minutes by default (AutoBlock; R, values of an examined
 * archive). We stop well before, whatever a person types, and count per host because a device that is still being added
 * has no record.
 */
const MOST_REFUSALS = 8;
const WITHIN_MS = 10 * 60_000;

/** Holds sign-ins back that could make the device block this computer, and counts the refused ones. */
export function signInGuard(
  { history, clock }: Pick<KeeperPorts, 'history' | 'clock'>,
  endpoint: Endpoint,
): Required<Pick<SignInRequest, 'beforeLogin' | 'onRefused'>> {
  return {
    beforeLogin: () => {
      if (refusalsOf({ history, clock }, endpoint) < MOST_REFUSALS) return;
      throw new KeepError({
        code: 'auth/blocked',
        message: say('keeper.held-back', { host: endpoint.host }),
        hint: say('keeper.held-back.hint'),
        retry: 'later',
      });
    },
    // Only a wrong password or code counts towards the block; other refusals know the account.
    onRefused: (_form, code) => {
      if (code === 400 || code === 404) history.recordRefusal(keyOf(endpoint), new Date(clock.now()).toISOString());
    },
  };
}

/** How many sign-ins the device refused within the last ten minutes. */
export function refusalsOf({ history, clock }: Pick<KeeperPorts, 'history' | 'clock'>, endpoint: Endpoint): number {
  return history.refusalsSince(keyOf(endpoint), new Date(clock.now() - WITHIN_MS).toISOString());
}

function keyOf({ host, port }: Endpoint): string {
  return `${host}:${port}`;
}
