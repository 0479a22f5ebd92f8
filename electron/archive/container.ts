import { keepError, say, type KeepError, type Verification } from '../../shared/index.ts';
import type { ArchiveFile } from './archive-file.ts';

export type Container = Verification['container'];

/** Receives unpacked bytes in order. What it throws ends the unpacking. */
export type Consume = (chunk: Uint8Array) => void;

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
const XZ_MAGIC = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]);
const HEAD_BYTES = 16;

/**
 * gzip (SRM) or xz (DSM 7), by magic (dss-format.md, "Container").
 * @throws KeepError archive/not-an-archive, telling length and first bytes
 */
export async function containerOf(file: ArchiveFile): Promise<Container> {
  const head = await file.head(HEAD_BYTES);
  if (startsWith(head, GZIP_MAGIC)) return 'gzip';
  if (startsWith(head, XZ_MAGIC)) return 'xz';
  throw notAnArchive(file.size, head);
}

function startsWith(head: Buffer, magic: Buffer): boolean {
  return head.subarray(0, magic.length).equals(magic);
}

/** A failed download is the device's JSON, or a web page of something in between, instead of the file (protocol.md 0). */
function notAnArchive(bytes: number, start: Buffer): KeepError {
  const values = { bytes, head: (start.toString('hex').match(/../g) ?? []).join(' ') };
  const first = start.toString('latin1').replace('\u00ef\u00bb\u00bf', '').trimStart().at(0);
  if (bytes === 0) return keepError('archive/not-an-archive', { detail: say('archive.is-empty') });
  if (first === '{' || first === '[') {
    return keepError('archive/not-an-archive', { detail: say('archive.is-json', values) });
  }
  if (first === '<') return keepError('archive/not-an-archive', { detail: say('archive.is-html', values) });
  return keepError('archive/not-an-archive', { detail: say('archive.is-unknown', values) });
}
