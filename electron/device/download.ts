import { KeepError, keepError, sanitizeText, say, type OnProgress } from '../../shared/index.ts';
import { describeNonsense, requireOrdinary, unexpected } from './answer.ts';
import { hostLabel } from './endpoints.ts';
import { callFailure } from './failures.ts';
import { parseReply } from './reply.ts';
import { sendCall } from './send.ts';
import type { SessionContext } from './session.ts';
import type { HttpAnswer } from './transport.ts';
import type { Connection, Download } from './types.ts';

/** Some 700 times a real one (R field report: 91 KB). More is no configuration, and would fill a disk. */
const BYTES_LIMIT = 64 * 1024 * 1024;
/** Six bytes tell gzip and xz from everything else; these are enough to tell text from bytes at random. */
const HEAD_BYTES = 64;
/** An error in JSON or a page; judged as a whole up to this length. */
const TALK_LIMIT = 64 * 1024;

/**
 * Downloads the file of a finished task. A device answers an error here with HTTP 200 and JSON (R protocol.md 0), so the
 * first bytes are looked at before any goes to `sink`.
 */
export async function downloadTask(
  { connection, directory, user, key }: SessionContext,
  taskId: string,
  sink: (chunk: Uint8Array) => Promise<void>,
  onProgress: OnProgress,
): Promise<Omit<Download, 'taskMs'>> {
  const answer = await sendCall(connection, directory, 'backupDownload', {
    session: key,
    fields: [['task_id', taskId]],
  });
  if (typeof answer === 'number') throw callFailure(connection, user, 'download', answer);
  requireOrdinary(connection, answer, 'work');
  const announced = announcedLength(answer);
  // A length that was announced is that of the compressed body.
  const progress = announced === undefined || answer.isEncoded ? {} : { totalBytes: announced };
  if (announced !== undefined && announced > BYTES_LIMIT) {
    answer.discard();
    throw tooLarge();
  }
  onProgress({ phase: 'downloading', bytes: 0, ...progress });
  let bytes = 0;
  const body = judged(connection, user, answer);
  for await (const chunk of complete(connection, answer, body, announced)) {
    bytes += chunk.length;
    if (bytes > BYTES_LIMIT) throw tooLarge();
    await sink(chunk);
    onProgress({ phase: 'downloading', bytes, ...progress });
  }
  const suggestedName = fileNameIn(answer.header('content-disposition'));
  const endTold = announced !== undefined || /\bchunked\b/i.test(answer.header('transfer-encoding') ?? '');
  return { bytes, endTold, ...(suggestedName === undefined ? {} : { suggestedName }) };
}

function tooLarge(): KeepError {
  return keepError('archive/too-large', {
    detail: say('device.detail.over-limit', { megabytes: BYTES_LIMIT / 1024 / 1024 }),
  });
}

/** Passes the body on, unless it is talk instead of a file. @throws KeepError by the talk */
async function* judged(
  connection: Connection,
  user: string,
  answer: HttpAnswer,
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = answer.chunks((first) => isContainer(first) || isTalk(first));
  const head: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < HEAD_BYTES) {
    const next = await chunks.next();
    if (next.done === true) break;
    head.push(next.value);
    bytes += next.value.length;
  }
  const start = Buffer.concat(head);
  if (!isTalk(start, answer.header('content-type'))) {
    yield* head;
    yield* chunks;
    return;
  }
  for await (const chunk of chunks) {
    if (bytes > TALK_LIMIT) break;
    head.push(chunk);
    bytes += chunk.length;
  }
  const text = Buffer.concat(head).toString('utf8');
  const reply = parseReply(text);
  if (reply?.ok === false) throw callFailure(connection, user, 'download', reply.code);
  throw unexpected(connection, reply === undefined ? describeNonsense(text) : say('device.detail.no-file'));
}

/** Bytes of a container decide against any label; text is talk by its first character or by its label. */
function isTalk(start: Buffer, contentType = ''): boolean {
  if (start.length === 0 || isContainer(start) || !isText(start)) return false;
  const labelled = /^(text\/|application\/(json|xhtml))/i.test(contentType.trim());
  return labelled || /^[\uFEFF\s]*[{<]/u.test(start.toString('utf8'));
}

/** UTF-8 without control characters. A character may be cut at the end. */
function isText(start: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true });
    return !/[^\P{Cc}\t\r\n]/u.test(text);
  } catch {
    return false;
  }
}

/** R dss-format.md: gzip on SRM, xz on DSM 7. */
function isContainer(start: Buffer): boolean {
  return (
    start.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b])) ||
    start.subarray(0, 6).equals(Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]))
  );
}

/** Sees to it that all announced bytes come, and at least one. @throws KeepError download/incomplete */
async function* complete(
  connection: Connection,
  answer: HttpAnswer,
  body: AsyncIterable<Uint8Array>,
  announced: number | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const host = hostLabel(connection.endpoint);
  let bytes = 0;
  const arrived = (): number => (answer.isEncoded ? answer.received() : bytes);
  const incomplete = (cause?: unknown): KeepError => {
    const detail =
      announced === undefined
        ? say('device.detail.cut', { bytes: arrived() })
        : say('device.detail.short', { bytes: arrived(), announced });
    return keepError('download/incomplete', { host, detail }, cause);
  };
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      yield chunk;
    }
  } catch (thrown) {
    if (thrown instanceof KeepError && thrown.code === 'network/reset') throw incomplete(thrown);
    // What was packed on its way and does not unpack was cut there.
    const isPacking = thrown instanceof KeepError && thrown.code === 'device/unexpected-answer';
    if (answer.isEncoded && bytes > 0 && isPacking) {
      throw keepError('download/incomplete', { host, detail: say('device.detail.compression') }, thrown);
    }
    throw thrown;
  }
  if (announced !== undefined && arrived() !== announced) throw incomplete();
  if (answer.hasSurplus()) throw keepError('download/incomplete', { host, detail: say('device.detail.surplus') });
  if (bytes === 0) throw keepError('download/incomplete', { host, detail: say('device.detail.empty-file') });
}

function announcedLength(answer: HttpAnswer): number | undefined {
  const text = answer.header('content-length');
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** The name a device suggests, for information: the part behind the last slash, printable, bounded. Never a path. */
function fileNameIn(disposition: string | undefined): string | undefined {
  const found = /filename="?([^";]*)"?/i.exec(disposition ?? '');
  const name = sanitizeText((found?.[1] ?? '').split(/[/\\]/).at(-1) ?? '');
  return name === '' || /^\.+$/.test(name) ? undefined : name;
}
