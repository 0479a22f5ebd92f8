import { crc32 } from 'node:zlib';
import type { ArchiveFile } from './archive-file.ts';

/** How far behind its end an archive is looked for: as much padding as a tape block of old. */
const LONGEST_TAIL = 1024 * 1024;
/** CRC-32 of the next six bytes, backward size, flags, "YZ" (the xz file format, 2.1.2). */
const FOOTER = 12;

/**
 * Where the last stream of an xz file ends: behind it may be padding. Nothing is proven here, only found; the decoder up to
 * there proves. The size of the file where no footer is found.
 */
export async function xzEnd(file: ArchiveFile): Promise<number> {
  const from = Math.max(0, file.size - LONGEST_TAIL);
  const tail = await file.read(from, file.size - from);
  for (let at = tail.lastIndexOf('YZ'); at >= FOOTER - 2; at = tail.lastIndexOf('YZ', at - 1)) {
    const footer = tail.subarray(at + 2 - FOOTER, at + 2);
    if (crc32(footer.subarray(4, 10)) === footer.readUInt32LE(0)) return from + at + 2;
  }
  return file.size;
}
