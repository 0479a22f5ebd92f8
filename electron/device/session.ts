import type { Identity, SignInForm } from '../../shared/index.ts';
import { askAccount } from './account.ts';
import { exportConfiguration } from './export.ts';
import { requireListAllowed, requireListed } from './failures.ts';
import { askIdentity } from './identity.ts';
import type { LoginOutcome } from './login.ts';
import { ask, type SessionKey } from './send.ts';
import { signOut } from './sign-out.ts';
import type { Connection, Directory, Session } from './types.ts';

/** What the calls of a session need to know. */
export interface SessionContext {
  readonly connection: Connection;
  readonly directory: Directory;
  readonly user: string;
  readonly key: SessionKey;
}

export type OpenSession = Session & { readonly signOut: () => Promise<void> };

export function openSession(
  connection: Connection,
  directory: Directory,
  user: string,
  form: SignInForm,
  outcome: Extract<LoginOutcome, { kind: 'signed-in' }>,
): OpenSession {
  const context: SessionContext = { connection, directory, user, key: outcome.key };
  const { newDeviceToken } = outcome;
  let hostName: string | undefined;
  let ended: Promise<void> | undefined;
  return {
    form,
    ...(newDeviceToken === undefined ? {} : { newDeviceToken }),
    account: async () => {
      const { account, hostName: told } = await askAccount(context);
      hostName = told ?? hostName;
      return account;
    },
    identity: async (): Promise<Identity> => {
      const identity = await askIdentity(context);
      // Told along with the account at set-up; a request of its own for every backup would not be worth it.
      return hostName === undefined ? identity : { ...identity, hostName };
    },
    proveBackupRight: () => proveBackupRight(context),
    exportConfiguration: (sink, onProgress, isSound) => exportConfiguration(context, sink, onProgress, isSound),
    signOut: () => (ended ??= signOut(context)),
  };
}

/**
 * `list` is harmless and for administrators only (R/I protocol.md 5.1).
 * @throws KeepError auth/no-permission, device/no-backup-api, session/lost, device/busy, device/unexpected-answer, network/*
 */
async function proveBackupRight({ connection, directory, user, key }: SessionContext): Promise<void> {
  requireListed(connection, directory);
  const reply = await ask(connection, directory, 'backupList', { session: key });
  requireListAllowed(connection, user, reply);
}
