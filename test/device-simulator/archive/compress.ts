import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const gzipAsync = promisify(gzip);

/** gzip with a time in its header (offset 4), as the device writes it: the raw bytes of two exports differ. */
export async function packGzip(plain: Buffer, exportedAt: number): Promise<Buffer> {
  const packed = await gzipAsync(plain);
  packed.writeUInt32LE(Math.floor(exportedAt / 1000) >>> 0, 4);
  return packed;
}

/**
 * xz, LZMA2 with CRC64. Loaded when first needed: it is native, and only DSM 7 archives want it.
 * Preset 1 takes 2 MB where the default takes 90; the container is the same.
 */
export async function packXz(plain: Buffer): Promise<Buffer> {
  const { XzCompressor } = await import('@napi-rs/lzma');
  const compressor = new XzCompressor({ preset: 1 });
  return Buffer.concat([compressor.update(plain), await compressor.finish()]);
}
