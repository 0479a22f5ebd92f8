import { z } from 'zod';
import { say } from '../../shared/index.ts';
import { unexpected } from './answer.ts';
import type { EnvelopeKey } from './envelope.ts';
import { callFailure } from './failures.ts';
import { parsePublicKey } from './public-key.ts';
import { looseText } from './reply.ts';
import { ask } from './send.ts';
import type { Connection, Directory } from './types.ts';

/** R aerialls tests/payload.py GETINFO_ENCRYPTION_PAYLOAD. */
const answerSchema = z.object({
  cipherkey: z.string().min(1).max(200).refine(isWellFormed),
  ciphertoken: z.string().min(1).max(200).refine(isWellFormed),
  public_key: z.string().max(20_000),
  server_time: looseText.refine((time) => /^\d{1,15}(\.\d+)?$/.test(time)),
});

function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}

/**
 * Fetches the key for one envelope, right before it is used: it is valid for 360 seconds (R protocol.md 1.4).
 * @param user for the sentence of an error
 * @throws KeepError device/unexpected-answer when it is no key that can be used
 */
export async function fetchEnvelopeKey(
  connection: Connection,
  directory: Directory,
  user: string,
): Promise<EnvelopeKey> {
  const reply = await ask(connection, directory, 'encryption', { fields: [['format', 'module']] });
  if (!reply.ok) throw callFailure(connection, user, 'other', reply.code);
  const answer = answerSchema.safeParse(reply.data);
  const publicKey = answer.success ? await parsePublicKey(answer.data.public_key) : undefined;
  if (!answer.success || publicKey === undefined) throw unexpected(connection, say('device.detail.no-key'));
  const { cipherkey: cipherKey, ciphertoken: cipherToken, server_time: serverTime } = answer.data;
  return { publicKey, cipherKey, cipherToken, serverTime };
}
