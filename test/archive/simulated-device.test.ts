import { describe, expect, it } from 'vitest';
import type { ErrorCode, WarningCode } from '../../shared/index.ts';
import { ARCHIVE_FAULTS, buildArchive, type ArchiveFault } from '../device-simulator/index.ts';
import { refusalOf, verifyBytes } from './archive-folder.ts';

const SRM = { profile: 'srm-strict', exportedAt: 1_760_000_000_000 } as const;
const DSM = { profile: 'dsm7', exportedAt: 1_760_000_000_000 } as const;

/** Faults that leave an archive sound, and what is said of it. */
const UNFAMILIAR_FAULTS = {
  'no-database': 'unfamiliar/no-database',
  'no-config-info': 'unfamiliar/no-config-info',
  traversal: 'unfamiliar/name',
  'absolute-path': 'unfamiliar/name',
  symlink: 'unfamiliar/link',
  hardlink: 'unfamiliar/link',
  'trailing-garbage': 'unfamiliar/trailing-data',
  'device-node': 'unfamiliar/entry-kind',
} as const satisfies Partial<Record<ArchiveFault, WarningCode>>;
type Unsound = Exclude<ArchiveFault, keyof typeof UNFAMILIAR_FAULTS>;

describe('archives of simulated devices', () => {
  it.each([
    ['srm-strict', 'gzip', 'SRM'],
    ['srm-lenient', 'gzip', 'SRM'],
    ['dsm5', 'gzip', 'DSM'],
    ['dsm6', 'gzip', 'DSM'],
    ['dsm7', 'xz', 'DSM'],
  ] as const)('of %s verify as %s from %s', async (profile, container, osName) => {
    const verification = await verifyBytes(await buildArchive({ profile }), { expected: { product: osName } });
    expect(verification).toMatchObject({ container, osName, warnings: [] });
    expect(verification.tables).toBeGreaterThan(5);
    expect(verification.rows).toBeGreaterThan(100);
  });

  it.each([SRM, DSM])('tell a changed setting from another export: $profile', async (device) => {
    const first = await verifyBytes(await buildArchive(device));
    const again = await buildArchive({ ...device, exportedAt: device.exportedAt + 86_400_000, exportNumber: 2 });
    expect((await verifyBytes(again)).contentHash).toBe(first.contentHash);
    const changed = await buildArchive({ ...device, settings: new Map([['AutoBlock_attempts', '5']]) });
    expect((await verifyBytes(changed)).contentHash).not.toBe(first.contentHash);
  });

  const refusals: Readonly<Record<Unsound, readonly [code: ErrorCode, words: string]>> = {
    'cut-archive': ['archive/damaged', 'it ends too early'],
    'not-tar': ['archive/damaged', 'not a tar archive'],
    'broken-database': ['archive/damaged', 'is inconsistent'],
    'other-device': ['device/other-device', 'found synology_ipq806x_rt2600ac'],
    'other-system': ['device/other-device', 'expected SRM, found DSM'],
    'flipped-byte': ['archive/damaged', ''],
    'bad-checksum': ['archive/damaged', 'do not match their checksum'],
    'bad-header': ['archive/damaged', 'does not match its checksum (at its beginning)'],
    'no-end-blocks': ['archive/damaged', 'its end mark is missing'],
    'database-is-text': ['archive/damaged', 'is not a database'],
    'empty-database': ['archive/incomplete', 'holds no settings'],
    twice: ['device/other-device', 'found DSM'],
  };
  const unsound = ARCHIVE_FAULTS.filter((fault): fault is Unsound => fault in refusals);
  it.each(unsound)('are refused for what is wrong with them: %s', async (fault) => {
    const archive = await buildArchive({ ...SRM, fault });
    const expected = { product: 'SRM', unique: 'synology_cypress_rt6600ax' } as const;
    const { code, message } = await refusalOf(archive, { expected });
    expect([code, message]).toEqual([refusals[fault][0], expect.stringContaining(refusals[fault][1])]);
  });

  it.each(Object.entries(UNFAMILIAR_FAULTS))('count although they are odd, which is named: %s', async (fault, code) => {
    const archive = await buildArchive({ ...SRM, fault: fault as Exclude<ArchiveFault, Unsound> });
    const expected = { product: 'SRM', unique: 'synology_cypress_rt6600ax' } as const;
    expect((await verifyBytes(archive, { expected })).warnings.map((warning) => warning.code)).toEqual([code]);
  });

  it('are not refused where the fault is taken out', async () => {
    const expected = { product: 'SRM', unique: 'synology_cypress_rt6600ax' } as const;
    expect(await verifyBytes(await buildArchive(SRM), { expected })).toMatchObject({ osName: 'SRM' });
  });
});
