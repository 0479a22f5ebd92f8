import { readFile } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import {
  commit,
  listBackups,
  openStage,
  type BackupEntry,
  type SidecarFacts,
  type VaultOptions,
  type VerifiedBackup,
} from '../../electron/vault/index.ts';
import type { Identity, Product } from '../../shared/index.ts';

export const TAKEN_AT = new Date(2026, 10, 20, 15, 30, 12);

/** An id as Routerkeep makes them, the same for the same number. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0').slice(-12)}`;
}

export interface Saved extends Partial<Identity> {
  readonly takenAt?: Date;
  readonly hostName?: string;
  readonly product?: Product;
  readonly deviceId?: string;
}

/** What the keeper would tell about a backup taken at `takenAt`. The vault does not look into archives, so the verification is made up. */
export function factsOf({
  takenAt = TAKEN_AT,
  deviceId = idOf(1),
  product = 'SRM',
  ...identity
}: Saved = {}): SidecarFacts {
  return {
    runId: idOf(takenAt.getTime()),
    deviceId,
    deviceName: 'Office router',
    endpoint: { scheme: 'https', host: '192.168.1.1', port: 8001 },
    identity: { product, serial: 'SN1234ABCD', ...identity },
    trigger: 'schedule',
    takenAt: takenAt.toISOString(),
    durationMs: 1500,
    changed: null,
    verification: {
      container: 'gzip',
      bytes: 1,
      unpackedBytes: 1,
      members: 1,
      osName: 'SRM',
      tables: 1,
      rows: 1,
      contentHash: 'a'.repeat(64),
      warnings: [],
    },
    checkedAt: takenAt.toISOString(),
    writtenBy: '0.1.0',
  };
}

/** Saves one backup the way the keeper does: stage, finish, commit, and in any case discard. */
export async function save(
  folder: string,
  saved: Saved = {},
  content: Uint8Array = randomBytes(5000),
  options: VaultOptions = {},
): Promise<VerifiedBackup> {
  const takenAt = saved.takenAt ?? TAKEN_AT;
  const { hostName } = saved;
  const stage = await openStage(folder, options);
  try {
    // In pieces, as a download arrives.
    for (let at = 0; at < content.length; at += 2048) await stage.write(content.subarray(at, at + 2048));
    const staged = await stage.finish();
    return await commit(
      staged,
      factsOf(saved),
      { product: saved.product ?? 'SRM', takenAt, ...(hostName === undefined ? {} : { hostName }) },
      options,
    );
  } finally {
    await stage.discard();
  }
}

/** Backups that the folder calls verified although their content is not what the sidecar tells. Must always be empty. */
export async function liesIn(folder: string): Promise<readonly string[]> {
  const lies: string[] = [];
  for (const entry of await listBackups(folder)) {
    if (entry.state !== 'verified') continue;
    const content = await readFile(entry.path);
    if (createHash('sha256').update(content).digest('hex') !== entry.sidecar.sha256) lies.push(entry.file);
  }
  return lies;
}

export async function statesIn(folder: string): Promise<Readonly<Record<string, BackupEntry['state']>>> {
  return Object.fromEntries((await listBackups(folder)).map(({ file, state }) => [file, state]));
}
