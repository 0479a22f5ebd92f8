/** A member as its header shows it; read by hand, so that the archives are not judged by the library that made them. */
export interface SeenMember {
  readonly name: string;
  /** The type flag: `0` file, `1` hard link, `2` symbolic link, `5` directory. */
  readonly type: string;
  readonly link: string;
  readonly content: Buffer;
}

const BLOCK = 512;

/** Walks a ustar archive. @throws Error for a wrong magic or checksum, or without two zero blocks at the end */
export function membersOf(tar: Buffer): SeenMember[] {
  const members: SeenMember[] = [];
  let at = 0;
  while (at + BLOCK <= tar.length && tar[at] !== 0) {
    const header = tar.subarray(at, at + BLOCK);
    const field = (from: number, length: number): string =>
      header.toString('utf8', from, from + length).replace(/\0.*$/s, '');
    if (field(257, 5) !== 'ustar') throw new Error(`no ustar header at ${at}`);
    const spaced = Buffer.from(header);
    spaced.fill(' ', 148, 156);
    const sum = spaced.reduce((total, byte) => total + byte, 0);
    if (sum !== Number.parseInt(field(148, 8), 8)) throw new Error(`wrong checksum at ${at}`);
    const size = Number.parseInt(field(124, 12), 8);
    const prefix = field(345, 155);
    members.push({
      name: prefix === '' ? field(0, 100) : `${prefix}/${field(0, 100)}`,
      type: field(156, 1),
      link: field(157, 100),
      content: tar.subarray(at + BLOCK, at + BLOCK + size),
    });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  if (tar.length - at < 2 * BLOCK || tar.subarray(at).some((byte) => byte !== 0)) throw new Error('no end');
  return members;
}
