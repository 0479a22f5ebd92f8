import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const gzipAsync = promisify(gzip);

/** gzip with a time in its header (offset 4), as the device writes it: the raw bytes of two exports differ. */
export async function packGzip(plain: Buffer, exportedAt: number): Promise<Buffer> {
  const packed = await gzipAsync(plain);
  packed.writeUInt32LE(Math.floor(exportedAt / 1000) >>> 0, 4);
  return packed;
}

/** xz, LZMA2 with CRC64. Loaded when first needed: it is native, and only DSM 7 archives want it. */
export async function packXz(plain: Buffer): Promise<Buffer> {
  const { xz } = await import('@napi-rs/lzma');
  return Buffer.from(await xz.compress(plain));
}
