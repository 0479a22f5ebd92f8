import type { ArchiveFault } from './options.ts';
import type { Member } from './tar.ts';

type MaybeFault = ArchiveFault | undefined;

const DATABASE = 'ConfigBkp/_Syno_ConfBkp.db';
const CONFIG_INFO = 'ConfigBkp/config_info';

/** A file whose appearance anywhere outside the archive shows that a path was followed. */
const PLANTED = Buffer.from('planted by the simulated device\n');

export function breakDatabase(database: Buffer, fault: MaybeFault): Buffer {
  if (fault === 'database-is-text') return Buffer.from('this is no database\n'.repeat(200));
  if (fault !== 'broken-database') return database;
  // The header stays whole; the root pages behind it are noise, which only an integrity check finds.
  const broken = Buffer.from(database);
  for (let at = 4_096 + 3; at < Math.min(broken.length, 5 * 4_096); at += 7) broken[at] = (at * 31) & 0xff;
  return broken;
}

export function breakMembers(members: readonly Member[], fault: MaybeFault): readonly Member[] {
  switch (fault) {
    case 'no-database':
      return members.filter(({ name }) => name !== DATABASE);
    case 'no-config-info':
      return members.filter(({ name }) => name !== CONFIG_INFO);
    case 'traversal':
      return [...members, { name: 'ConfigBkp/../../../../tmp/planted-by-archive', content: PLANTED }];
    case 'absolute-path':
      return [...members, { name: '/tmp/planted-by-archive', content: PLANTED }];
    case 'symlink':
      return [...members, { name: 'ConfigBkp/link', type: 'symlink', linkname: '/etc/passwd' }];
    case 'hardlink':
      return [...members, { name: 'ConfigBkp/link', type: 'link', linkname: '/etc/passwd' }];
    case 'device-node':
      return [...members, { name: 'ConfigBkp/null', type: 'character-device' }];
    case 'twice':
      return [
        ...members,
        { name: CONFIG_INFO, content: Buffer.from('os_name="DSM"\nunique="synology_other_other"\n') },
      ];
    default:
      return members;
  }
}

export function breakTar(tar: Buffer, fault: MaybeFault): Buffer {
  switch (fault) {
    case 'not-tar':
      return Buffer.from('a text that was compressed and is no archive\n'.repeat(200));
    case 'bad-header': {
      const broken = Buffer.from(tar);
      // The mode field of the first header: covered by its checksum, and harmless otherwise.
      broken[101] = 0x39;
      return broken;
    }
    case 'no-end-blocks':
      return tar.subarray(0, tar.length - 1_024);
    default:
      return tar;
  }
}

export function breakPacked(packed: Buffer, fault: MaybeFault): Buffer {
  switch (fault) {
    case 'cut-archive':
      return packed.subarray(0, Math.floor(packed.length * 0.6));
    case 'flipped-byte':
      return flip(packed, Math.floor(packed.length / 2));
    case 'bad-checksum':
      // gzip: the CRC-32 before the length. xz: inside the index before the footer.
      return flip(packed, packed.length - (packed[0] === 0x1f ? 8 : 16));
    case 'trailing-garbage':
      return Buffer.concat([packed, Buffer.from('behind the end')]);
    default:
      return packed;
  }
}

function flip(bytes: Buffer, at: number): Buffer {
  const flipped = Buffer.from(bytes);
  flipped[at] = (flipped[at] ?? 0) ^ 0xff;
  return flipped;
}
