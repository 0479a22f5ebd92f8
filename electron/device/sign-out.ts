import { readText } from './answer.ts';
import { late } from './network-error.ts';
import { sendCall, sendPage } from './send.ts';
import type { SessionContext } from './session.ts';
import { peerOf } from './socket.ts';
import { within } from './timeouts.ts';

const SIGN_OUT_MS = 5_000;

/**
 * Ends the session on the device. It has a time-out of its own and heeds no cancellation: also a stopped run must not
 * leave a session behind. What comes of it is of no concern: an idle session ends by itself after some minutes.
 */
export async function signOut({ connection, directory, key }: SessionContext): Promise<void> {
  const { clock } = connection.context;
  const deadline = { ms: SIGN_OUT_MS, late: () => late(peerOf(connection.endpoint), 'device.phase.answer') };
  try {
    await within(clock, new AbortController().signal, deadline, async (signal) => {
      const sending = { session: key, signal } as const;
      const version = directory.authVersion;
      const answer =
        version === undefined
          ? await sendPage(connection, 'logout', sending)
          : await sendCall(connection, directory, 'logout', { ...sending, version, fields: [['session', 'webui']] });
      if (typeof answer !== 'number') await readText(connection, answer);
    });
  } catch {
    // See above.
  }
}
