import { isIP } from 'node:net';
import { asKeepError, KeepError, say, type Endpoint, type Trust } from '../../shared/index.ts';
import type { Connection, LoginWatch, Presented } from '../device/index.ts';
import type { SignInReservation, SignInTarget } from '../records/index.ts';
import type { KeeperPorts } from './ports.ts';

/**
 * A device blocks an address after 10 failed sign-ins in 5 minutes by default (AutoBlock; R, values of an examined
 * archive). We stop well before, whatever a person types and however many of us are at work.
 */
const LIMIT = { most: 8, withinMs: 10 * 60_000 };

/** Refusals of an account whose credential was right, or was not judged. Everything else counts towards the block. */
const NO_FAILURE: readonly number[] = [401, 402, 403, 405, 406, 407, 408, 409, 410, 411];

/**
 * Holds sign-ins back that could make the device block this computer. Each is counted before it leaves, and struck out
 * when the device did not refuse it.
 */
export function signInGuard(
  { history, clock, log }: Pick<KeeperPorts, 'history' | 'clock' | 'log'>,
  connection: Connection,
): LoginWatch {
  const { endpoint, trust } = connection;
  let reservation: SignInReservation | undefined;
  const settle = (outcome: 'refused' | 'no-failure'): void => {
    try {
      reservation?.settle(outcome, clock.now());
    } catch (thrown) {
      // It goes on counting until it is ten minutes old; the sign-in itself has worked or failed by now.
      log(asKeepError(thrown).message);
    }
    reservation = undefined;
  };
  return {
    beforeLogin: () => {
      const target = targetOf(endpoint, trust, connection.met()?.remoteAddress);
      reservation = history.signIns.reserve(target, clock.now(), LIMIT);
      if (reservation !== undefined) return;
      throw new KeepError({
        code: 'auth/blocked',
        message: say('keeper.held-back', { host: endpoint.host }),
        hint: say('keeper.held-back.hint'),
        retry: 'later',
      });
    },
    onRefused: (_form, code) => {
      settle(NO_FAILURE.includes(code) ? 'no-failure' : 'refused');
    },
    onSignedIn: () => {
      settle('no-failure');
    },
  };
}

/** How many sign-ins to what answered there the device refused, or may have refused, within the last ten minutes. */
export function refusalsOf(
  { history, clock }: Pick<KeeperPorts, 'history' | 'clock'>,
  { endpoint, remoteAddress }: Presented,
  trust: Trust | undefined,
): number {
  return history.signIns.count(targetOf(endpoint, trust, remoteAddress), clock.now(), LIMIT.withinMs);
}

/**
 * A device counts by the address of the one who signs in, whatever name or port that one uses. So here the IP address counts,
 * and the name for the time when it leads to another; a certificate that was compared belongs to one device alone, one
 * that an authority vouches for may be shared by many.
 */
function targetOf({ host, port }: Endpoint, trust: Trust | undefined, remoteAddress: string | undefined): SignInTarget {
  const certificate = trust?.kind === 'fingerprint' ? { certificate: trust.sha256 } : {};
  const address = plainAddress(remoteAddress ?? host);
  if (!isLoopback(address)) return { host: plainAddress(host), address, ...certificate };
  // Each port of this computer is a tunnel to a device of its own.
  const tunnel = `localhost:${port}`;
  return { host: tunnel, address: tunnel, ...certificate };
}

/** One spelling: lower case, without a zone, IPv4 without its IPv6 dress. */
function plainAddress(text: string): string {
  return text
    .toLowerCase()
    .replace(/%.*$/, '')
    .replace(/\.$/, '')
    .replace(/^::ffff:(?=\d+\.)/, '');
}

function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}
