import { buffer } from 'node:stream/consumers';
import { pack, type Header, type Pack } from 'tar-stream';

/** A member of the archive; a name that ends in `/` is a directory. */
export interface Member {
  readonly name: string;
  readonly content?: Buffer;
  readonly type?: NonNullable<Header['type']>;
  readonly linkname?: string;
}

/** Times in real exports can be 0 (R dss-format.md); so two exports of the same settings have equal headers. */
const TIME = new Date(0);

/** A ustar archive with its two zero blocks. */
export async function packTar(members: readonly Member[]): Promise<Buffer> {
  const archive = pack();
  const packed = buffer(archive);
  for (const { name, content = Buffer.alloc(0), type, linkname } of members) {
    const directory = name.endsWith('/');
    const header: Parameters<Pack['entry']>[0] = {
      name,
      mtime: TIME,
      mode: directory ? 0o755 : 0o600,
      uname: 'root',
      gname: 'root',
      type: type ?? (directory ? 'directory' : 'file'),
      ...(linkname === undefined ? {} : { linkname }),
    };
    if (header.type === 'file') archive.entry(header, content);
    else archive.entry(header);
  }
  archive.finalize();
  return packed;
}
