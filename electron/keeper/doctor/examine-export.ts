import { open, readdir, rm } from 'node:fs/promises';
import { inside } from '../../platform/path-segment.ts';
import { asKeepError, say, type ArchiveDescription } from '../../../shared/index.ts';
import { describeArchive } from '../../archive/index.ts';
import type { Recorder } from '../../device/index.ts';
import { lockRun } from '../../records/index.ts';
import type { KeeperPorts } from '../ports.ts';
import type { OpenSession } from './attempt-sign-in.ts';
import type { Notes } from './notes.ts';
import type { Patient } from './patient.ts';

const FILE = /^\.report-[\w-]+\.dss$/;

/**
 * For a report: one export, as a backup makes it, and what the archive is made of. It lies in the home while it is looked
 * into, readable by its owner alone, and is deleted whatever comes of it.
 * @returns undefined where nothing arrived
 */
export async function examineExport(
  ports: KeeperPorts,
  { device }: Patient,
  session: OpenSession,
  notes: Notes,
  { masking }: Recorder,
  signal: AbortSignal,
): Promise<ArchiveDescription | undefined> {
  const tried = say('doctor.export.tried');
  const lock = device === undefined ? undefined : lockRun(ports.home, device.id);
  if (device !== undefined && lock === undefined) {
    notes.note('export', { outcome: 'skipped', tried, meaning: say('doctor.export.busy') });
    return undefined;
  }
  const { folder } = ports.home;
  try {
    // Of a diagnosis that was killed.
    for (const name of (await readdir(folder)).filter((each) => FILE.test(each))) {
      await rm(inside(folder, name), { force: true });
    }
    const file = inside(folder, `.report-${ports.newId()}.dss`);
    try {
      await download(session, file);
      await verify(ports, file, notes, tried, signal);
      return await describeArchive(file, masking, signal);
    } finally {
      await rm(file, { force: true });
    }
  } catch (error) {
    signal.throwIfAborted();
    notes.fail('export', tried, asKeepError(error));
    return undefined;
  } finally {
    lock?.release();
  }
}

async function download(session: OpenSession, file: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await session.exportConfiguration(async (chunk) => {
      await handle.writeFile(chunk);
    });
  } finally {
    await handle.close();
  }
}

async function verify(
  ports: KeeperPorts,
  file: string,
  notes: Notes,
  tried: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await ports.verifier.verify(file, { signal });
    notes.note('export', { outcome: 'ok', tried, meaning: say('doctor.export.ok') });
  } catch (error) {
    signal.throwIfAborted();
    notes.fail('export', tried, asKeepError(error));
  }
}
