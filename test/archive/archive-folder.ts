import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { asKeepError, type KeepError, type Verification } from '../../shared/index.ts';
import { verifyArchive, type VerifyOptions } from '../../electron/archive/index.ts';

/** A folder that goes away with its test. */
export async function testFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-archive-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Verifies bytes as a file. */
export async function verifyBytes(bytes: Uint8Array, options?: VerifyOptions): Promise<Verification> {
  const file = path.join(await testFolder(), 'a.dss');
  await writeFile(file, bytes);
  return await verifyArchive(file, options);
}

/** The error that verifying these bytes ends with; a success is a failed test. */
export async function refusalOf(bytes: Uint8Array, options?: VerifyOptions): Promise<KeepError> {
  let verification: Verification;
  try {
    verification = await verifyBytes(bytes, options);
  } catch (error) {
    if (error instanceof Error && error.name === 'KeepError') return asKeepError(error);
    throw error;
  }
  throw new Error(`it verified: ${JSON.stringify(verification)}`);
}
