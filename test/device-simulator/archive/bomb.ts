import { crc32, constants, deflateRawSync } from 'node:zlib';

const MEGABYTE = 1_048_576;

/**
 * A gzip stream whose tar claims a database of `bytes` zeros (3 GB by default, 3 MB packed), made piece by piece: one
 * flushed megabyte of zeros, repeated. Checksum and length at the end are right, so only a ceiling stops it.
 */
export function* bomb(bytes = 3 * 1_024 * MEGABYTE): Generator<Buffer> {
  const zeros = Buffer.alloc(MEGABYTE);
  const flushed = (plain: Buffer): Buffer => deflateRawSync(plain, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const packedZeros = flushed(zeros);
  const header = tarHeader('ConfigBkp/_Syno_ConfBkp.db', bytes);
  let checksum = crc32(header);

  yield Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  yield flushed(header);
  // One more for the two zero blocks at the end of the tar; they need not end with the megabyte.
  for (let piece = 0; piece <= bytes / MEGABYTE; piece += 1) {
    checksum = crc32(zeros, checksum);
    yield packedZeros;
  }
  const end = Buffer.alloc(10);
  // An empty final block, then CRC-32 and length modulo 2^32.
  end.writeUInt16LE(0x0003, 0);
  end.writeUInt32LE(checksum, 2);
  end.writeUInt32LE((header.length + (Math.floor(bytes / MEGABYTE) + 1) * MEGABYTE) >>> 0, 6);
  yield end;
}

function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(512);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name, 0, 'latin1');
  header.write(octal(0o600, 7) + octal(0, 7) + octal(0, 7) + octal(size, 11) + octal(0, 11), 100, 'latin1');
  header.write('        0', 148, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}
