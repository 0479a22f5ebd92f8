const BLOCK = 512;
const CHECKSUM_AT = 148;

/** A header block written by hand, so that it can be wrong in one place. Offsets as in POSIX ustar. */
export interface HeaderFields {
  readonly name?: string;
  readonly size?: string;
  readonly type?: string;
  readonly magic?: string;
  readonly link?: string;
  readonly prefix?: string;
  /** Instead of the right one. */
  readonly checksum?: string;
}

export function tarHeader(fields: HeaderFields): Buffer {
  const block = Buffer.alloc(BLOCK);
  const put = (text: string, offset: number): void => void block.write(text, offset, 'latin1');
  put(fields.name ?? 'file', 0);
  put('0000644\0', 100);
  put(fields.size ?? '00000000000\0', 124);
  put('00000000000\0', 136);
  put(fields.type ?? '0', 156);
  put(fields.link ?? '', 157);
  put(fields.magic ?? 'ustar\u000000', 257);
  put(fields.prefix ?? '', 345);
  put(' '.repeat(8), CHECKSUM_AT);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(fields.checksum ?? `${sum.toString(8).padStart(6, '0')}\0 `, CHECKSUM_AT);
  return block;
}

/** Contents padded to whole blocks. */
export function tarContents(contents: string | Buffer): Buffer {
  const bytes = Buffer.from(contents);
  return Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);
}

/** An entry with contents. */
export function tarEntry(name: string, contents: string | Buffer, fields: HeaderFields = {}): Buffer {
  const size = `${Buffer.from(contents).length.toString(8).padStart(11, '0')}\0`;
  return Buffer.concat([tarHeader({ name, size, ...fields }), tarContents(contents)]);
}

/** One record of a pax header, which counts its own length. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const length = Buffer.byteLength(rest);
  const digits = String(length + String(length + String(length).length).length).length;
  return `${String(length + digits)}${rest}`;
}

export const END_MARK = Buffer.alloc(2 * BLOCK);
